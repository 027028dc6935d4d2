package org.dps4j.device.cloud.machine;

import java.util.List;

/**
 * A resource of the device as the cloud's directory lists it.
 *
 * @param href its path
 * @param types {@code rt}
 * @param interfaces {@code if}
 * @param policy the bit map {@code p.bm}
 */
public record Link(String href, List<String> types, List<String> interfaces, int policy) {

    public Link {
        types = List.copyOf(types);
        interfaces = List.copyOf(interfaces);
        if (href.isEmpty()) {
            throw new IllegalArgumentException("a link leads somewhere: its href must not be empty");
        }
    }
}
