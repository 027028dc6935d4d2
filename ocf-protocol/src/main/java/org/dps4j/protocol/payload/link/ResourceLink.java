package org.dps4j.protocol.payload.link;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.payload.PayloadCodec;

/**
 * A link to a resource of a device (OCF Core, {@code oic.oic-link-schema}).
 *
 * @param anchor whose resource it is, such as {@code ocf://<device id>}
 * @param href its path, or its whole address in a batch; not empty
 * @param resourceTypes the member {@code rt}
 * @param interfaces the member {@code if}
 * @param policy the member {@code p.bm}
 * @param endpoints the member {@code eps}
 * @param relations the member {@code rel}; none means {@code hosts}
 * @param instance the member {@code ins}, which tells links of one list apart
 */
public record ResourceLink(
        Optional<String> anchor,
        String href,
        List<String> resourceTypes,
        List<String> interfaces,
        Set<LinkPolicy> policy,
        List<LinkEndpoint> endpoints,
        List<String> relations,
        OptionalLong instance) {

    /** The CBOR body that is a list of links, as {@code oic.if.ll} has it. */
    public static final PayloadCodec<List<ResourceLink>> LIST_CODEC = new ResourceLinksCodec();

    /** @throws IllegalArgumentException if the path is empty */
    public ResourceLink {
        Objects.requireNonNull(anchor, "anchor");
        if (href.isEmpty()) {
            throw new IllegalArgumentException("a link leads somewhere: its href must not be empty");
        }
        resourceTypes = List.copyOf(resourceTypes);
        interfaces = List.copyOf(interfaces);
        policy = LinkPolicy.ofBitMap(LinkPolicy.bitMap(policy));
        endpoints = List.copyOf(endpoints);
        relations = List.copyOf(relations);
        Objects.requireNonNull(instance, "instance");
    }

    /** A link of a device to a resource of its own, without endpoints. */
    public static ResourceLink of(
            String anchor, String href, List<String> resourceTypes, List<String> interfaces, Set<LinkPolicy> policy) {
        return new ResourceLink(
                Optional.of(anchor),
                href,
                resourceTypes,
                interfaces,
                policy,
                List.of(),
                List.of(),
                OptionalLong.empty());
    }

    /** The same link with other relations. */
    public ResourceLink withRelations(List<String> others) {
        return new ResourceLink(
                anchor, href, resourceTypes, interfaces, policy, endpoints, List.copyOf(others), instance);
    }

    /** The link as a part of a larger body. */
    public CborMap toCbor() {
        return LinkMembers.write(this);
    }
}
