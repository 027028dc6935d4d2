package org.dps4j.service.hub;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * A cloud that devices can be sent to.
 *
 * @param id the UUID in the common name of its gateways' certificates
 * @param gateways where it listens, the preferred one first; never empty
 * @param authorizationProvider the name under which its gateways know the issuer of the tokens
 */
public record Hub(UUID id, String name, List<URI> gateways, String authorizationProvider) {

    public Hub {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        gateways = gateways.stream().distinct().toList();
        if (gateways.isEmpty() || authorizationProvider.isBlank()) {
            throw new IllegalArgumentException("a hub has a gateway and an authorization provider");
        }
    }
}
