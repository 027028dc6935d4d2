package org.dps4j.device.server;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dps4j.device.Device;
import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.Publication;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceDescription;
import org.dps4j.device.resource.ResourceDirectory;
import org.dps4j.device.resource.ResourceInterface;
import org.dps4j.device.resource.ResourceMethod;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.resource.ResourcesListener;
import org.dps4j.device.resource.core.DeviceConfiguration;
import org.dps4j.device.resource.core.DeviceInformation;
import org.dps4j.device.resource.core.PlatformInformation;
import org.dps4j.loop.Cancellable;
import org.dps4j.protocol.coap.CoapTcpClient;
import org.dps4j.protocol.payload.link.ResourceLink;

/**
 * The resources of a device, its own and the application's, and how they answer. Thread-safe; everything happens on the
 * device's loop.
 *
 * <p>A request passes these in order: a resource under its path (or 4.04), an interface that the resource offers and
 * that admits the method (4.03), the access rules (4.01), the resource itself (4.05 without a handler, 4.00 for a body
 * that cannot be used).
 */
public final class DeviceResources implements ResourceDirectory {

    private final Device device;
    private final Registry registry;
    private final Handling handling;

    private DeviceResources(Device device) {
        this.device = device;
        this.registry = new Registry(device.loop());
        this.handling = new Handling(device.loop());
    }

    /** The resources that every device has. */
    public static DeviceResources of(Device device) {
        DeviceResources resources = new DeviceResources(device);
        resources.add(PlatformInformation.of(device));
        resources.add(DeviceConfiguration.of(device));
        resources.add(new Discovery(device, resources.registry));
        resources.add(DeviceInformation.of(device));
        return resources;
    }

    /** Whose resources these are. */
    public Device device() {
        return device;
    }

    @Override
    public List<ResourceDescription> descriptions() {
        return registry.descriptions();
    }

    /** The links that the cloud's directory gets. */
    public List<ResourceLink> published() {
        return descriptions().stream()
                .filter(resource -> resource.publication() == Publication.PUBLISHED)
                .map(resource -> resource.link(device.state().id()))
                .toList();
    }

    /** Makes the peers of {@code client}'s connections see these resources. */
    public CoapTcpClient.Builder serve(CoapTcpClient.Builder client) {
        return client.root(new CoapRoot(this));
    }

    @Override
    public void add(Resource resource) {
        registry.add(resource);
    }

    @Override
    public void remove(String href) {
        registry.remove(href);
    }

    @Override
    public void changed(String href) {}

    @Override
    public Cancellable addListener(ResourcesListener listener) {
        return registry.addListener(listener);
    }

    @Override
    public CompletableFuture<ResourceAnswer> answer(ResourceRequest request) {
        if (device.loop().inLoop()) {
            return answerOnLoop(request);
        }
        CompletableFuture<ResourceAnswer> answered = new CompletableFuture<>();
        device.loop().execute(() -> {
            var unused = answerOnLoop(request).thenAccept(answered::complete);
        });
        return answered;
    }

    private CompletableFuture<ResourceAnswer> answerOnLoop(ResourceRequest request) {
        Optional<Resource> found = registry.find(request.path());
        if (found.isEmpty()) {
            return CompletableFuture.completedFuture(ResourceAnswer.of(AnswerCode.NOT_FOUND));
        }
        ResourceDescription description = found.get().description();
        Optional<ResourceAnswer> refusal = Gate.refusal(
                request, description, device.state(), device.clock().now());
        if (refusal.isPresent()) {
            return CompletableFuture.completedFuture(refusal.get());
        }
        ResourceInterface chosen = Gate.chosen(request, description);
        return handling.ask(found.get(), request.through(chosen)).thenApply(answer -> {
            if (request.method() != ResourceMethod.GET) {
                if (answer.code().isSuccess()) {
                    changed(request.path());
                }
                return answer;
            }
            return chosen == ResourceInterface.BASELINE && answer.body().isPresent()
                    ? answer.withBody(Baseline.around(answer.body().get(), description))
                    : answer;
        });
    }
}
