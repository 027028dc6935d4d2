package org.dps4j.gateway.account;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.dps4j.protocol.Bytes;

/**
 * Which device brought a sign-up token first. It may bring it again until it has signed in, nobody else ever.
 *
 * @param token the SHA-256 of the token
 * @param expiresAt when the token ends, and with it the need to remember this
 * @param state whether the device may still bring it
 */
public record SignUpUse(Bytes token, UUID deviceId, Instant expiresAt, State state) {

    /** Whether a token may be brought again by the same device. */
    public enum State {
        OPEN,
        SPENT
    }

    public SignUpUse {
        Objects.requireNonNull(token);
        Objects.requireNonNull(deviceId);
        Objects.requireNonNull(expiresAt);
        Objects.requireNonNull(state);
    }
}
