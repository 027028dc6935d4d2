package org.dps4j.gateway.account;

import java.time.Instant;
import java.util.Objects;
import org.dps4j.protocol.Bytes;

/**
 * A pair of tokens that a device was given, as their digests.
 *
 * @param access the SHA-256 of the access token
 * @param refresh the SHA-256 of the refresh token, which does not end with the access token
 * @param expiresAt when the access token ends
 */
public record TokenGrant(Bytes access, Bytes refresh, Instant expiresAt) {

    public TokenGrant {
        Objects.requireNonNull(access);
        Objects.requireNonNull(refresh);
        Objects.requireNonNull(expiresAt);
    }
}
