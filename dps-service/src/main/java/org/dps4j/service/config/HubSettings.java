package org.dps4j.service.config;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * One hub as configured.
 *
 * @param id the UUID in the common name of the gateway's certificate
 * @param gateways where it listens, the preferred one first; never empty
 * @param authorizationProvider the name of the token provider as the gateway knows it
 */
public record HubSettings(UUID id, String name, List<URI> gateways, String authorizationProvider) {

    public static final String DEFAULT_AUTHORIZATION_PROVIDER = "plgd.dps";

    /** The hub taken when the configuration names none: a cloud on this machine. */
    public static final HubSettings DEFAULT = new HubSettings(
            UUID.fromString("2d5b1c8e-6f0a-4c3e-9a57-d1f5c0a4b001"),
            "local",
            List.of(URI.create("coaps+tcp://127.0.0.1:5684")),
            DEFAULT_AUTHORIZATION_PROVIDER);

    public HubSettings {
        Objects.requireNonNull(id);
        gateways = List.copyOf(gateways);
        if (name.isBlank() || authorizationProvider.isBlank()) {
            throw new IllegalArgumentException("name and authorizationProvider must not be empty");
        }
        if (gateways.isEmpty()) {
            throw new IllegalArgumentException("gateways must name at least one gateway");
        }
    }
}
