package org.dps4j.device.cloud.machine;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What the machine is told of tokens that the cloud just gave.
 *
 * @param expiresIn how long the access token is good for; empty for ever, zero if the cloud does not say
 * @param size of the access token
 * @param server where the cloud wants the device to be
 */
public record Grant(Optional<Duration> expiresIn, TokenSize size, ServerAfter server) {

    /** Where the device goes on. */
    public enum ServerAfter {
        /** On the same connection. */
        SAME,
        /** At another address, which is selected already. */
        MOVED
    }

    public Grant {
        Objects.requireNonNull(expiresIn, "expiresIn");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(server, "server");
    }

    Tokens tokens() {
        return new Tokens(freshness(expiresIn), size);
    }

    static Tokens.Freshness freshness(Optional<Duration> expiresIn) {
        return expiresIn.isEmpty() ? Tokens.Freshness.LASTING : Tokens.Freshness.FRESH;
    }
}
