package org.dps4j.dps.renewal;

import java.time.Instant;
import java.util.Objects;

/**
 * All that the renewal remembers.
 *
 * @param phase what it waits for
 * @param due when the credentials are to be renewed; {@link Instant#MAX} unless it waits for that
 * @param attempt which attempt it is since the credentials were renewed, from 0; wraps after the last entry of the table
 * @param rounds how often all attempts were in vain since then
 * @param generation counts timers and attempts; outcomes of an earlier one are late
 */
public record RenewalState(Phase phase, Instant due, int attempt, int rounds, long generation) {

    /** Before the device is provisioned. */
    public static final RenewalState INITIAL = new RenewalState(Phase.IDLE, Instant.MAX, 0, 0, 0);

    /** What it waits for. */
    public enum Phase {
        /** For the device to be provisioned. */
        IDLE,
        /** For the time to renew. */
        WAITING,
        /** For the answer of a service. */
        ASKING,
        /** For the pause after a failure to end. */
        PAUSING
    }

    public RenewalState {
        Objects.requireNonNull(phase, "phase");
        Objects.requireNonNull(due, "due");
        if (attempt < 0 || rounds < 0 || generation < 0) {
            throw new IllegalArgumentException("counters are not negative");
        }
    }

    /** Whether a renewal began and did not end yet: what {@code RENEW_CREDENTIALS} says. */
    public boolean isUnderWay() {
        return phase == Phase.ASKING || phase == Phase.PAUSING;
    }

    RenewalState idle() {
        return new RenewalState(Phase.IDLE, Instant.MAX, 0, 0, generation + 1);
    }

    RenewalState waitingFor(Instant time) {
        return new RenewalState(Phase.WAITING, time, 0, 0, generation + 1);
    }

    RenewalState asking(int which, int inVain) {
        return new RenewalState(Phase.ASKING, Instant.MAX, which, inVain, generation + 1);
    }

    RenewalState pausing() {
        return new RenewalState(Phase.PAUSING, Instant.MAX, attempt, rounds, generation + 1);
    }
}
