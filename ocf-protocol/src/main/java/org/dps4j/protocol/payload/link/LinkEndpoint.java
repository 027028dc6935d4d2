package org.dps4j.protocol.payload.link;

import java.net.URI;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Where a linked resource is served: one entry of {@code eps} (OCF Core, endpoint information).
 *
 * @param address the member {@code ep}, such as {@code coaps://[fe80::1]:5684}
 * @param priority the member {@code pri}; the lower one is preferred
 */
public record LinkEndpoint(URI address, OptionalInt priority) {

    public LinkEndpoint {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(priority, "priority");
    }
}
