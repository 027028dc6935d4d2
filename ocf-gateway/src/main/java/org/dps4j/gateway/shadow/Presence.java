package org.dps4j.gateway.shadow;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether a device is connected and signed in.
 *
 * @param since when that changed last, if it did since the gateway started
 */
public record Presence(State state, Optional<Instant> since) {

    /** Online, or not. */
    public enum State {
        ONLINE,
        OFFLINE
    }

    /** How every device begins. */
    public static final Presence UNSEEN = new Presence(State.OFFLINE, Optional.empty());

    public Presence {
        Objects.requireNonNull(state);
        Objects.requireNonNull(since);
    }
}
