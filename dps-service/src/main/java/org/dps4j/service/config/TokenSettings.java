package org.dps4j.service.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * The local issuer of access tokens.
 *
 * @param keyFile PEM key that signs; made at the first start when it is not there
 * @param issuer the {@code iss} claim; when absent, the address of the HTTP listener
 * @param lifetime how long a token is valid
 * @param ownerClaim the claim that carries the owner
 * @param deviceIdClaim the claim that carries the device id
 * @param clientId the {@code client_id} claim
 */
public record TokenSettings(
        Path keyFile,
        Optional<String> issuer,
        Duration lifetime,
        String ownerClaim,
        String deviceIdClaim,
        String clientId) {

    public static final Duration DEFAULT_LIFETIME = Duration.ofHours(24);
    public static final String DEFAULT_OWNER_CLAIM = "https://plgd.dev/owner";
    public static final String DEFAULT_DEVICE_ID_CLAIM = "https://plgd.dev/deviceId";
    public static final String DEFAULT_CLIENT_ID = "dps-service";

    public TokenSettings {
        Objects.requireNonNull(keyFile);
        Objects.requireNonNull(issuer);
        if (lifetime.isNegative() || lifetime.isZero()) {
            throw new IllegalArgumentException("lifetime must be longer than zero, found " + lifetime);
        }
        if (ownerClaim.isBlank() || deviceIdClaim.isBlank() || clientId.isBlank()) {
            throw new IllegalArgumentException("ownerClaim, deviceIdClaim and clientId must not be empty");
        }
    }
}
