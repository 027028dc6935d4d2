package org.dps4j.device.resource.collection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.Publication;
import org.dps4j.device.resource.RequestHandler;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceDescription;
import org.dps4j.device.resource.ResourceDirectory;
import org.dps4j.device.resource.ResourceInterface;
import org.dps4j.device.resource.ResourceMethod;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.resource.ResourcesListener;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.link.LinkPolicy;

/**
 * A collection: it lists the resources below its path, asks them all at once, and makes new ones (OCF Core 7.8.3).
 *
 * <pre>{@code
 * ResourceCollection.at("/switches", resources)
 *         .creates("oic.r.switch.binary", order -> switchOf(order))
 *         .add();
 * }</pre>
 */
public final class ResourceCollection implements Resource {

    private static final int MOST = 256;

    private final ResourceDescription description;
    private final ResourceDirectory directory;
    private final CollectionLinks links;
    private final CollectionBatch batch;
    private final Map<String, MemberFactory> factories;
    private final Supplier<CborMap> properties;
    private final RequestHandler<ResourceAnswer> writing;
    private int lastNumber;

    private ResourceCollection(Builder parts) {
        this.description = new ResourceDescription(
                parts.href,
                List.of("oic.wk.col"),
                List.of(
                        ResourceInterface.LINKS,
                        ResourceInterface.CREATE,
                        ResourceInterface.BATCH,
                        ResourceInterface.BASELINE),
                ResourceInterface.LINKS,
                Set.of(LinkPolicy.DISCOVERABLE, LinkPolicy.OBSERVABLE),
                Publication.PUBLISHED,
                Set.of());
        this.directory = parts.directory;
        this.links = new CollectionLinks(parts.href, directory);
        this.batch = new CollectionBatch(links, directory);
        this.factories = new LinkedHashMap<>(parts.factories);
        this.properties = parts.properties;
        this.writing = parts.writing;
    }

    /** Collects what a collection under this path of a device needs. */
    public static Builder at(String href, ResourceDirectory directory) {
        return new Builder(href, directory);
    }

    @Override
    public ResourceDescription description() {
        return description;
    }

    @Override
    public CompletionStage<ResourceAnswer> answer(ResourceRequest request) throws PayloadException {
        if (request.isThrough(ResourceInterface.BATCH)) {
            return batch.answer(request);
        }
        if (request.method() == ResourceMethod.GET) {
            return CompletableFuture.completedFuture(ResourceAnswer.content(
                    request.isThrough(ResourceInterface.BASELINE)
                            ? baseline()
                            : links.shown(request.parameters("rt"))));
        }
        if (request.method() != ResourceMethod.POST) {
            return CompletableFuture.completedFuture(ResourceAnswer.of(AnswerCode.METHOD_NOT_ALLOWED));
        }
        return request.isThrough(ResourceInterface.CREATE)
                ? create(request)
                : CompletableFuture.completedFuture(writing.handle(request));
    }

    private CborMap baseline() {
        List<String> types = List.copyOf(factories.keySet());
        return new MapWriter()
                .texts("rts", types)
                .texts("rts-m", types)
                .value("links", links.shown(List.of()))
                .all(properties.get())
                .toMap();
    }

    private CompletionStage<ResourceAnswer> create(ResourceRequest request) throws PayloadException {
        MapReader body = request.members();
        int number = nextNumber();
        MemberOrder order = MemberOrder.of(description.href() + "/" + number, body);
        MemberFactory factory = factories.get(order.types().get(0));
        if (factory == null) {
            throw body.problem(
                    "rt",
                    "one of " + factories.keySet(),
                    MapReader.quoted(order.types().get(0)));
        }
        if (links.members().size() >= MOST) {
            throw body.problem("at most " + MOST + " members", "one more");
        }
        Resource made = new Member(factory.create(order), directory);
        if (!made.description().href().equals(order.href())) {
            throw new IllegalStateException("the new member was ordered under " + order.href() + " and made under "
                    + made.description().href());
        }
        directory.add(made);
        lastNumber = number;
        return made.answer(ResourceRequest.get(order.href(), request.requester())
                        .through(made.description().defaultInterface()))
                .thenApply(shown -> ResourceAnswer.of(AnswerCode.CREATED, created(made.description(), shown)));
    }

    private static CborMap created(ResourceDescription member, ResourceAnswer shown) {
        MapWriter representation = new MapWriter().texts("rt", member.types()).texts("if", member.interfaceNames());
        if (shown.body().isPresent() && shown.body().get() instanceof CborMap own) {
            representation.all(own);
        }
        return new MapWriter()
                .text("href", member.href())
                .texts("rt", member.types())
                .texts("if", member.interfaceNames())
                .value(
                        "p",
                        new MapWriter()
                                .integer("bm", LinkPolicy.bitMap(member.policy()))
                                .toMap())
                .integer("ins", CollectionLinks.instance(member.href()))
                .value("rep", representation.toMap())
                .toMap();
    }

    /** Numbers are not given twice, so that a cloud never takes a new member for one that is gone. */
    private int nextNumber() {
        int number = lastNumber + 1;
        List<String> taken =
                links.members().stream().map(ResourceDescription::href).toList();
        while (taken.contains(description.href() + "/" + number)) {
            number++;
        }
        return number;
    }

    /** Collects what a collection needs; not thread-safe. */
    public static final class Builder {

        private final String href;
        private final ResourceDirectory directory;
        private final Map<String, MemberFactory> factories = new LinkedHashMap<>();
        private final List<Resource> members = new ArrayList<>();
        private Supplier<CborMap> properties = () -> new MapWriter().toMap();
        private RequestHandler<ResourceAnswer> writing = request -> ResourceAnswer.of(AnswerCode.METHOD_NOT_ALLOWED);

        private Builder(String href, ResourceDirectory directory) {
            this.href = href;
            this.directory = directory;
        }

        /** Makes members of this type when it is asked to. */
        public Builder creates(String type, MemberFactory factory) {
            factories.put(type, factory);
            return this;
        }

        /** Members that are there from the beginning; their paths are the collection's and one word more. */
        public Builder member(Resource resource) {
            members.add(resource);
            return this;
        }

        /** Members of its own that the baseline interface shows. */
        public Builder properties(Supplier<CborMap> shown) {
            properties = shown;
            return this;
        }

        /** What a POST through the baseline interface does. */
        public Builder onPost(RequestHandler<ResourceAnswer> handler) {
            writing = handler;
            return this;
        }

        /** Adds the collection and its first members to the device. */
        public ResourceCollection add() {
            ResourceCollection collection = new ResourceCollection(this);
            directory.add(collection);
            directory.addListener(collection.new Watch());
            members.forEach(directory::add);
            return collection;
        }
    }

    /** A member more or less changes the collection. */
    private final class Watch implements ResourcesListener {

        @Override
        public void added(ResourceDescription resource) {
            changed(resource);
        }

        @Override
        public void removed(ResourceDescription resource) {
            changed(resource);
        }

        private void changed(ResourceDescription resource) {
            if (links.isMember(resource.href())) {
                directory.changed(description.href());
            }
        }
    }
}
