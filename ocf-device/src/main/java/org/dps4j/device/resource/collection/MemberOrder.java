package org.dps4j.device.resource.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.ResourceBuilder;
import org.dps4j.device.resource.ResourceInterface;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.link.LinkPolicy;

/**
 * What a new member of a collection is to be: the body of a POST through {@code oic.if.create}.
 *
 * @param href the path that the collection gives it
 * @param types {@code rt}; the first one says which factory makes it
 * @param interfaces {@code if}, the default one first
 * @param policy {@code p.bm}
 * @param representation {@code rep}, its first values
 */
public record MemberOrder(
        String href,
        List<String> types,
        List<ResourceInterface> interfaces,
        Set<LinkPolicy> policy,
        MapReader representation) {

    private static final String POLICY = "p";
    private static final int DISCOVERABLE_AND_OBSERVABLE = 3;

    public MemberOrder {
        types = List.copyOf(types);
        interfaces = List.copyOf(interfaces);
        policy = Set.copyOf(policy);
    }

    static MemberOrder of(String href, MapReader body) throws PayloadException {
        List<ResourceInterface> interfaces = new ArrayList<>();
        for (String name : body.optionalTexts("if")) {
            interfaces.add(ResourceInterface.ofWireValue(name)
                    .orElseThrow(() -> body.problem("if", "an interface of OCF", MapReader.quoted(name))));
        }
        if (interfaces.isEmpty()) {
            throw body.problem("if", "at least one interface", "none");
        }
        if (body.optionalTexts("rt").isEmpty()) {
            throw body.problem("rt", "at least one type", "none");
        }
        long policy =
                body.has(POLICY) ? body.map(POLICY).integer("bm", 0, Integer.MAX_VALUE) : DISCOVERABLE_AND_OBSERVABLE;
        return new MemberOrder(
                href, body.optionalTexts("rt"), interfaces, LinkPolicy.ofBitMap(policy), body.map("rep"));
    }

    /** Collects what a resource needs, with path, types, interfaces and policy as ordered. */
    public ResourceBuilder resource() {
        ResourceBuilder builder = Resource.at(href)
                .interfaces(
                        interfaces.get(0),
                        interfaces.subList(1, interfaces.size()).toArray(ResourceInterface[]::new));
        types.forEach(builder::type);
        if (!policy.contains(LinkPolicy.OBSERVABLE)) {
            builder.unobservable();
        }
        return policy.contains(LinkPolicy.DISCOVERABLE) ? builder : builder.hidden();
    }
}
