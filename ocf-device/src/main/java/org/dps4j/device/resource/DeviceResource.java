package org.dps4j.device.resource;

import java.util.List;
import java.util.Set;
import org.dps4j.protocol.payload.link.LinkPolicy;

/**
 * A resource as {@code /oic/res} lists it (OCF Core 7.8.2).
 *
 * @param href its path
 * @param types {@code rt}, at least one
 * @param interfaces {@code if}, the default one first
 * @param policy what may be done with it
 */
public record DeviceResource(String href, List<String> types, List<String> interfaces, Set<LinkPolicy> policy) {

    public DeviceResource {
        types = List.copyOf(types);
        interfaces = List.copyOf(interfaces);
        policy = Set.copyOf(policy);
        if (!href.startsWith("/") || types.isEmpty() || interfaces.isEmpty()) {
            throw new IllegalArgumentException(
                    "a resource has a path that begins with a slash, a type and an interface: " + href);
        }
    }
}
