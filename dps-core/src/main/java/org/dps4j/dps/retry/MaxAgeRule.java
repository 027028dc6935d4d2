package org.dps4j.dps.retry;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What the Max-Age of a 5.03 does, in which a service says when it is worth asking again (RFC 7252 section 5.9.3.4). */
public enum MaxAgeRule {
    /** Nothing: the pause is the schedule's, as it is for plgd's devices. */
    IGNORED,
    /** The pause is not shorter than that, though never longer for its sake than an hour and the schedule's pause. */
    LOWER_BOUND;

    private static final Duration MOST_TAKEN = Duration.ofHours(1);

    /**
     * The pause that follows.
     *
     * @param drawn the schedule's pause
     * @param maxAge what the service said; empty if it said nothing, which does not stand for the minute of the RFC
     * @param random where it is drawn from how much longer than {@code maxAge} it is: devices that were all told the same
     *     are not to come back all at once
     */
    public Duration pause(Duration drawn, Optional<Duration> maxAge, RandomGenerator random) {
        Duration bound = this == IGNORED ? Duration.ZERO : maxAge.orElse(Duration.ZERO);
        if (bound.compareTo(drawn) <= 0) {
            return drawn;
        }
        Duration taken = bound.compareTo(MOST_TAKEN) < 0 ? bound : MOST_TAKEN;
        return drawn.isZero() ? taken : taken.plusMillis(random.nextLong(drawn.toMillis() + 1));
    }
}
