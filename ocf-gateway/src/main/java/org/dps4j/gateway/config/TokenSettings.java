package org.dps4j.gateway.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The tokens with which devices sign up, and the ones the gateway gives them.
 *
 * @param jwks the keys that verify sign-up tokens: an address with http or https, or a file
 * @param issuer the {@code iss} claim a sign-up token must have, if any will not do
 * @param audience what the {@code aud} claim of a sign-up token must name, if any will not do
 * @param ownerClaim the claim that says whose device it is
 * @param deviceIdClaim the claim that, where it is there, says which device it is for
 * @param providers the names of providers a device may give; none allows every name
 * @param lifetime how long an access token of the gateway is valid
 */
public record TokenSettings(
        URI jwks,
        Optional<String> issuer,
        Optional<String> audience,
        String ownerClaim,
        String deviceIdClaim,
        List<String> providers,
        Duration lifetime) {

    public static final URI DEFAULT_JWKS = URI.create("http://127.0.0.1:9100/.well-known/jwks.json");
    public static final String DEFAULT_OWNER_CLAIM = "sub";
    public static final String DEFAULT_DEVICE_ID_CLAIM = "https://plgd.dev/deviceId";
    public static final Duration DEFAULT_LIFETIME = Duration.ofHours(1);

    public TokenSettings {
        Objects.requireNonNull(jwks);
        Objects.requireNonNull(issuer);
        Objects.requireNonNull(audience);
        providers = List.copyOf(providers);
        if (ownerClaim.isBlank() || deviceIdClaim.isBlank()) {
            throw new IllegalArgumentException("ownerClaim and deviceIdClaim must not be empty");
        }
        if (lifetime.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("lifetime must be at least 1s, found " + lifetime);
        }
    }
}
