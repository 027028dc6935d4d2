package org.dps4j.device.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dps4j.device.Device;
import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceDescription;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.security.access.Requester;
import org.dps4j.device.security.access.ResourceKind;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborBytes;
import org.dps4j.protocol.cbor.CborValue.CborEncoded;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapWriter;

/**
 * The representations of many resources at once, as {@code /oic/res} shows them through {@code oic.if.b}: every listed
 * resource that is not for security and that the requester may read, in its default interface. Confined to the loop.
 */
final class Batch {

    // an empty map of indefinite length: of all empty ones a hub takes only that of two bytes for the end of a resource
    private static final CborValue GONE = new CborEncoded(Bytes.ofHex("bfff"));

    private final Device device;
    private final Registry registry;
    private final EntityTags tags;
    private final Gate gate;
    private final Handling handling;

    Batch(Device device, Registry registry, EntityTags tags, Gate gate, Handling handling) {
        this.device = device;
        this.registry = registry;
        this.tags = tags;
        this.gate = gate;
        this.handling = handling;
    }

    /** The paths of the resources in the batch of this requester. */
    List<String> hrefs(Requester requester) {
        return registry.all().stream()
                .map(Resource::description)
                .filter(resource -> isShown(resource, requester))
                .map(ResourceDescription::href)
                .toList();
    }

    /** The items of these resources, which are in the batch; what cannot be read just now is left out. */
    CompletableFuture<List<CborValue>> items(Collection<String> hrefs, Requester requester) {
        List<CompletableFuture<Optional<CborValue>>> items = new ArrayList<>();
        for (String href : hrefs) {
            registry.find(href).ifPresent(resource -> items.add(item(resource, requester)));
        }
        return CompletableFuture.allOf(items.toArray(CompletableFuture[]::new))
                .thenApply(done ->
                        items.stream().flatMap(item -> item.join().stream()).toList());
    }

    /** The item that says that a resource is gone: a cloud takes an empty representation for that. */
    CborValue gone(String href) {
        return new MapWriter().text("href", address(href)).value("rep", GONE).toMap();
    }

    private boolean isShown(ResourceDescription resource, Requester requester) {
        return resource.isDiscoverable()
                && !resource.href().equals(Discovery.HREF)
                && ResourceKind.of(resource.href()) != ResourceKind.SECURITY
                && gate.refusal(ResourceRequest.get(resource.href(), requester), resource)
                        .isEmpty();
    }

    private CompletableFuture<Optional<CborValue>> item(Resource resource, Requester requester) {
        ResourceDescription description = resource.description();
        ResourceRequest request =
                ResourceRequest.get(description.href(), requester).through(description.defaultInterface());
        return handling.ask(resource, request)
                .thenApply(answer -> answer.code() == AnswerCode.CONTENT
                        ? answer.body().map(representation -> item(description, representation))
                        : Optional.empty());
    }

    private CborValue item(ResourceDescription resource, CborValue representation) {
        boolean bare = representation instanceof CborMap map && map.members().isEmpty();
        return new MapWriter()
                .text("href", address(resource.href()))
                .texts("rt", resource.types())
                .value(
                        "rep",
                        bare ? new MapWriter().texts("rt", resource.types()).toMap() : representation)
                .value("etag", new CborBytes(tags.of(resource.href())))
                .toMap();
    }

    private String address(String href) {
        return "ocf://" + device.state().id() + href;
    }
}
