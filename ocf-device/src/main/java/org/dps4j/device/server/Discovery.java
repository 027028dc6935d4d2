package org.dps4j.device.server;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.Device;
import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.Publication;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceDescription;
import org.dps4j.device.resource.ResourceInterface;
import org.dps4j.device.resource.ResourceMethod;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.security.ownership.SecureDomain;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.link.LinkPolicy;
import org.dps4j.protocol.payload.link.ResourceLink;

/** {@code /oic/res}: which resources the device has (OCF Core 11.2). */
final class Discovery implements Resource {

    static final String HREF = "/oic/res";

    private static final ResourceDescription DESCRIPTION = new ResourceDescription(
            HREF,
            List.of("oic.wk.res"),
            List.of(ResourceInterface.LINKS, ResourceInterface.BATCH, ResourceInterface.BASELINE),
            ResourceInterface.LINKS,
            Set.of(LinkPolicy.DISCOVERABLE, LinkPolicy.OBSERVABLE),
            Publication.LOCAL,
            Set.of());

    private final Device device;
    private final Registry registry;
    private final Batch batch;
    private final EntityTags tags;

    Discovery(Device device, Registry registry, Batch batch, EntityTags tags) {
        this.device = device;
        this.registry = registry;
        this.batch = batch;
        this.tags = tags;
    }

    @Override
    public ResourceDescription description() {
        return DESCRIPTION;
    }

    @Override
    public CompletionStage<ResourceAnswer> answer(ResourceRequest request) {
        if (request.method() != ResourceMethod.GET) {
            return CompletableFuture.completedFuture(ResourceAnswer.of(AnswerCode.METHOD_NOT_ALLOWED));
        }
        return request.isThrough(ResourceInterface.BATCH)
                ? batch(request)
                : CompletableFuture.completedFuture(links(request));
    }

    /** All of the batch, or only what changed since the latest change that the requester shows to know. */
    private CompletionStage<ResourceAnswer> batch(ResourceRequest request) {
        List<String> hrefs = batch.hrefs(request.requester());
        Bytes latest = tags.latestOf(hrefs);
        List<Bytes> held = KnownChanges.of(request);
        if (held.contains(latest)) {
            return CompletableFuture.completedFuture(
                    ResourceAnswer.of(AnswerCode.VALID).withEntityTag(latest));
        }
        OptionalLong known = tags.known(held);
        List<String> news = known.isEmpty()
                ? hrefs
                : hrefs.stream()
                        .filter(href -> tags.isNewer(href, known.getAsLong()))
                        .toList();
        return batch.items(news, request.requester())
                .thenApply(items -> ResourceAnswer.content(new CborArray(items)).withEntityTag(latest));
    }

    private ResourceAnswer links(ResourceRequest request) {
        List<String> types = request.parameters("rt");
        List<ResourceDescription> shown = registry.descriptions().stream()
                .filter(ResourceDescription::isDiscoverable)
                .filter(resource -> resource.isOneOf(types))
                .toList();
        if (shown.isEmpty()) {
            return ResourceAnswer.badRequest("expected a type that a resource of this device has, found " + types);
        }
        UUID id = device.state().id();
        CborArray links = new CborArray(shown.stream()
                .<CborValue>map(resource -> link(resource, id).toCbor())
                .toList());
        return ResourceAnswer.content(request.isThrough(ResourceInterface.BASELINE) ? baseline(links) : links);
    }

    private CborArray baseline(CborArray links) {
        MapWriter members = new MapWriter().texts("rt", DESCRIPTION.types()).texts("if", DESCRIPTION.interfaceNames());
        SecureDomain domain = device.state().ownership().domain();
        if (domain.visibility() == SecureDomain.Visibility.PUBLIC) {
            members.uuid("sduuid", domain.id()).text("sdname", domain.name());
        }
        return new CborArray(List.of(members.value("links", links).toMap()));
    }

    private static ResourceLink link(ResourceDescription resource, UUID id) {
        ResourceLink link = resource.link(id);
        return resource.href().equals(HREF) ? link.withRelations(List.of("self")) : link;
    }
}
