package org.dps4j.gateway.token;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.protocol.Bytes;

/**
 * What a token said whose signature was verified.
 *
 * @param digest the SHA-256 of the token, by which it is known again
 * @param owner whose device it signs up
 * @param deviceId the only device it is for, if it says so
 * @param expiresAt when it ends
 */
public record SignUpToken(Bytes digest, String owner, Optional<UUID> deviceId, Instant expiresAt) {

    public SignUpToken {
        Objects.requireNonNull(digest);
        Objects.requireNonNull(deviceId);
        Objects.requireNonNull(expiresAt);
        if (owner.isEmpty()) {
            throw new IllegalArgumentException("a token names an owner");
        }
    }
}
