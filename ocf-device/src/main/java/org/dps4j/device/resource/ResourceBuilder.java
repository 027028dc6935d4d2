package org.dps4j.device.resource;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.dps4j.device.security.access.Access;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.payload.link.LinkPolicy;

/**
 * Collects what a resource needs. By default it is discoverable, observable and published, with the interfaces
 * {@code oic.if.rw} and baseline. A method without handler is answered 4.05.
 */
public final class ResourceBuilder {

    private final String href;
    private final List<String> types = new ArrayList<>();
    private List<ResourceInterface> interfaces = List.of(ResourceInterface.READ_WRITE, ResourceInterface.BASELINE);
    private ResourceInterface defaultInterface = ResourceInterface.READ_WRITE;
    private Set<Access> openBeforeOwnership = Set.of();
    private final Set<LinkPolicy> policy = EnumSet.of(LinkPolicy.DISCOVERABLE, LinkPolicy.OBSERVABLE);
    private Publication publication = Publication.PUBLISHED;
    private final Map<ResourceMethod, RequestHandler<CompletionStage<ResourceAnswer>>> handlers =
            new EnumMap<>(ResourceMethod.class);

    ResourceBuilder(String href) {
        this.href = href;
    }

    /** Adds a type ({@code rt}). */
    public ResourceBuilder type(String type) {
        types.add(type);
        return this;
    }

    /** The interfaces; the first one is the default. */
    public ResourceBuilder interfaces(ResourceInterface first, ResourceInterface... others) {
        interfaces = Stream.concat(Stream.of(first), Stream.of(others)).toList();
        return defaultInterface(first);
    }

    /** The default interface, where it is not the first one. */
    public ResourceBuilder defaultInterface(ResourceInterface chosen) {
        defaultInterface = chosen;
        return this;
    }

    /** What anybody may do with it while the device waits for an owner. */
    public ResourceBuilder openBeforeOwnership(Access... accesses) {
        openBeforeOwnership = Set.of(accesses);
        return this;
    }

    /** It cannot be observed: for what changes without the program's knowledge. */
    public ResourceBuilder unobservable() {
        policy.remove(LinkPolicy.OBSERVABLE);
        return this;
    }

    /** It stands in no list, neither the device's nor the cloud's. */
    public ResourceBuilder hidden() {
        policy.remove(LinkPolicy.DISCOVERABLE);
        return local();
    }

    /** The cloud's directory does not list it. */
    public ResourceBuilder local() {
        publication = Publication.LOCAL;
        return this;
    }

    /** Answers GET with 2.05 and this representation. */
    public ResourceBuilder onGet(RequestHandler<? extends CborValue> representation) {
        return on(ResourceMethod.GET, request -> ResourceAnswer.content(representation.handle(request)));
    }

    /** Answers POST. */
    public ResourceBuilder onPost(RequestHandler<ResourceAnswer> handler) {
        return on(ResourceMethod.POST, handler);
    }

    /** Answers DELETE. */
    public ResourceBuilder onDelete(RequestHandler<ResourceAnswer> handler) {
        return on(ResourceMethod.DELETE, handler);
    }

    /** Answers this method. */
    public ResourceBuilder on(ResourceMethod method, RequestHandler<ResourceAnswer> handler) {
        return later(method, request -> CompletableFuture.completedFuture(handler.handle(request)));
    }

    /** Answers this method once the stage completes, on whatever thread. */
    public ResourceBuilder later(ResourceMethod method, RequestHandler<CompletionStage<ResourceAnswer>> handler) {
        handlers.put(method, handler);
        return this;
    }

    /** The resource. */
    public Resource build() {
        return new HandledResource(
                new ResourceDescription(
                        href, types, interfaces, defaultInterface, policy, publication, openBeforeOwnership),
                Map.copyOf(handlers));
    }
}
