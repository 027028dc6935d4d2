package org.dps4j.device.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.dps4j.device.Device;
import org.dps4j.device.resource.Publication;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceDescription;
import org.dps4j.device.resource.ResourceDirectory;
import org.dps4j.device.resource.ResourceInterface;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.resource.ResourcesListener;
import org.dps4j.device.resource.core.DeviceConfiguration;
import org.dps4j.device.resource.core.DeviceInformation;
import org.dps4j.device.resource.core.Introspection;
import org.dps4j.device.resource.core.Maintenance;
import org.dps4j.device.resource.core.MaintenanceResource;
import org.dps4j.device.resource.core.PlatformInformation;
import org.dps4j.device.resource.core.TimeResource;
import org.dps4j.device.resource.security.SecurityResources;
import org.dps4j.device.security.access.AssertedRoles;
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

    /** Below the 20 s after which a cloud gives up; one slow resource must not cost the whole batch. */
    private static final Duration LONGEST = Duration.ofSeconds(15);

    private static final Duration LONGEST_OF_BATCH = Duration.ofSeconds(5);

    private final Device device;
    private final Maintenance maintenance;
    private final Registry registry;
    private final EntityTags tags;
    private final AssertedRoles roles;
    private final Batch batch;
    private final Answering answering;
    private final Observations observations;
    private final List<Cancellable> following = new ArrayList<>();

    private DeviceResources(Device device, Maintenance maintenance) {
        this.device = device;
        this.maintenance = maintenance;
        this.registry = new Registry(device.loop());
        this.tags = new EntityTags(device.loop());
        this.roles = new AssertedRoles();
        Gate gate = new Gate(device, roles);
        this.batch = new Batch(device, registry, tags, gate, new Handling(device.loop(), LONGEST_OF_BATCH));
        this.answering = new Answering(registry, gate, tags, new Handling(device.loop(), LONGEST), this::changed);
        this.observations = new Observations(device.loop());
    }

    /** The resources that every device has; it cannot be reset or started anew by others. */
    public static DeviceResources of(Device device) {
        return new DeviceResources(device, Maintenance.NONE).withOwn();
    }

    /** The resources that every device has, and {@code /oic/mnt}, by which others may do what {@code maintenance} does. */
    public static DeviceResources of(Device device, Maintenance maintenance) {
        DeviceResources resources = new DeviceResources(device, maintenance).withOwn();
        resources.add(MaintenanceResource.of(maintenance));
        return resources;
    }

    private DeviceResources withOwn() {
        add(PlatformInformation.of(device));
        add(TimeResource.of(device));
        add(DeviceConfiguration.of(device));
        add(new Discovery(device, registry, batch, tags));
        add(DeviceInformation.of(device));
        Introspection.of(device, this).forEach(this::add);
        SecurityResources.of(device, roles, maintenance).forEach(this::add);
        following.add(device.addListener(new StateChanges(this::changed, this::changedAll)));
        following.add(device.clock().addListener(time -> changed(TimeResource.HREF)));
        following.add(device.addListener((before, after) -> {
            if (!before.id().equals(after.id())) {
                roles.clear();
            } else if (!before.credentials().equals(after.credentials())) {
                roles.keepTrusted(
                        after.credentials().trustAnchors(), device.clock().certificateTime());
            }
        }));
        return this;
    }

    /**
     * Lets go of the device: they follow its changes no more, and should answer nobody any more. For a program that makes
     * several of them for one device; else they live as long as it does. Closing twice is fine.
     */
    public void close() {
        following.forEach(Cancellable::cancel);
    }

    /** Whose resources these are. */
    public Device device() {
        return device;
    }

    /** What others may have done with the device; {@link Maintenance#NONE} if nothing. */
    public Maintenance maintenance() {
        return maintenance;
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

    /**
     * Makes the peers of {@code client}'s connections see these resources.
     *
     * @throws IllegalArgumentException if its connections live on another loop than the device
     */
    public CoapTcpClient.Builder serve(CoapTcpClient.Builder client) {
        if (client.loop() != device.loop()) {
            throw new IllegalArgumentException(
                    "expected a client on the device's own loop, found one on another; build it with device.loop()");
        }
        return client.root(new CoapRoot(this));
    }

    @Override
    public void add(Resource resource) {
        registry.add(resource);
        changed(resource.description().href());
        changed(Discovery.HREF);
    }

    @Override
    public void remove(String href) {
        if (registry.remove(href).isPresent()) {
            changed(href);
            changed(Discovery.HREF);
        }
    }

    @Override
    public void changed(String href) {
        onLoop(() -> {
            if (registry.find(href).isPresent()) {
                tags.renew(href);
            } else {
                tags.forget(href);
            }
            observations.changed(href);
        });
    }

    private void changedAll() {
        descriptions().forEach(resource -> changed(resource.href()));
    }

    @Override
    public Cancellable addListener(ResourcesListener listener) {
        return registry.addListener(listener);
    }

    @Override
    public CompletableFuture<ResourceAnswer> answer(ResourceRequest request) {
        CompletableFuture<ResourceAnswer> answered = new CompletableFuture<>();
        onLoop(() -> {
            var unused = answering.answer(request).thenAccept(answered::complete);
        });
        return answered;
    }

    /**
     * Answers a GET, and again whenever the answer changes, until the returned handle is cancelled or an answer is no
     * success. Where there is nothing to observe under the path, the first answer is the only one.
     *
     * @param observer gets all answers, on the device's loop
     */
    public Cancellable observe(ResourceRequest request, Consumer<ResourceAnswer> observer) {
        CompletableFuture<Observing> begun = new CompletableFuture<>();
        onLoop(() -> {
            Observing observing = observing(request, observer);
            if (isObservable(request.path())) {
                observations.add(observing);
            }
            begun.complete(observing);
            observing.begin(answering.answer(request));
        });
        return () -> onLoop(() -> {
            var unused = begun.thenAccept(observations::remove);
        });
    }

    /** Whether an observation of this path would begin now; asked on the loop. */
    boolean isObservable(String path) {
        return registry.find(path)
                        .map(Resource::description)
                        .filter(ResourceDescription::isObservable)
                        .isPresent()
                && observations.hasRoom();
    }

    /** How many observations there are; asked on the loop. */
    int observationCount() {
        return observations.count();
    }

    private Observing observing(ResourceRequest request, Consumer<ResourceAnswer> observer) {
        Optional<ResourceDescription> observed = registry.find(request.path()).map(Resource::description);
        ResourceRequest resolved = observed.map(its -> request.through(Gate.chosen(request, its)))
                .orElse(request)
                .having(List.of());
        boolean ofAll = resolved.path().equals(Discovery.HREF) && resolved.isThrough(ResourceInterface.BATCH);
        Observing.Source source = ofAll
                ? new BatchChanges(batch, tags, request.requester())
                : changed -> answering.answer(resolved).thenApply(Optional::of);
        return new Observing(resolved, source, observer);
    }

    private void onLoop(Runnable task) {
        if (device.loop().inLoop()) {
            task.run();
        } else {
            device.loop().execute(task);
        }
    }
}
