package org.dps4j.device.cloud;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.dps4j.protocol.Secret;

/**
 * The device's account in its cloud.
 *
 * @param userId whose device it is there ({@code uid})
 * @param accessToken with what it signs in
 * @param refreshToken with what it gets the next access token
 * @param expiry when the access token ends, by the device's clock; empty for never
 */
public record CloudRegistration(String userId, Secret accessToken, Secret refreshToken, Optional<Instant> expiry) {

    public CloudRegistration {
        Objects.requireNonNull(accessToken, "accessToken");
        Objects.requireNonNull(refreshToken, "refreshToken");
        Objects.requireNonNull(expiry, "expiry");
        if (userId.isEmpty()) {
            throw new IllegalArgumentException("an account belongs to somebody: the user id must not be empty");
        }
    }
}
