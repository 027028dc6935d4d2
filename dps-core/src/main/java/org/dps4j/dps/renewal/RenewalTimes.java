package org.dps4j.dps.renewal;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * When credentials are renewed: after two thirds of the time from their delivery to the end of the first of them, and
 * sooner where little is left. Nothing here is ever due at once, so that no renewal follows hot upon another.
 *
 * @param expiringLimit credentials with less than this left are renewed whatever their age; 0 or more
 */
public record RenewalTimes(Duration expiringLimit) {

    /** The least time between two attempts, and between a start and the first one. */
    public static final Duration SOONEST = Duration.ofSeconds(1);

    /** The longest pause between two attempts, unless the retry schedule itself says more. */
    public static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    /** The longest sleep: a clock that was set, or a machine that slept, is noticed then. */
    public static final Duration LONGEST_SLEEP = Duration.ofHours(1);

    private static final int MOST_DOUBLINGS = 10;

    public RenewalTimes {
        Objects.requireNonNull(expiringLimit, "expiringLimit");
        if (expiringLimit.isNegative()) {
            throw new IllegalArgumentException("the expiring limit is 0 or more, not " + expiringLimit);
        }
    }

    /** When credentials are to be renewed that stand so {@code at} a moment; at least {@link #SOONEST} later. */
    public Instant due(Standing.Good standing, Instant at) {
        Duration left = left(standing, at);
        Duration in;
        if (isExpiring(standing, at)) {
            in = SOONEST;
        } else if (left.compareTo(Duration.ofSeconds(60)) < 0) {
            in = Duration.ofSeconds(10);
        } else if (left.compareTo(Duration.ofSeconds(180)) < 0) {
            in = Duration.ofSeconds(60);
        } else if (left.compareTo(Duration.ofSeconds(360)) < 0) {
            in = Duration.ofSeconds(120);
        } else {
            in = untilTwoThirds(standing, at);
        }
        return at.plus(longer(in, SOONEST));
    }

    private static Duration untilTwoThirds(Standing.Good standing, Instant at) {
        Instant since = standing.since().isBefore(at) ? standing.since() : at;
        Duration life = Duration.between(since, standing.until());
        return Duration.between(at, since.plusSeconds(life.getSeconds() / 3 * 2 + life.getSeconds() % 3 * 2 / 3));
    }

    /** Whether less than the expiring limit is left. */
    boolean isExpiring(Standing.Good standing, Instant at) {
        return left(standing, at).compareTo(expiringLimit) < 0;
    }

    /** How long to sleep from {@code at} on until {@code due}, or for as long as may be slept. */
    static Duration sleep(Instant at, Instant due) {
        return shorter(longer(Duration.between(at, due), Duration.ZERO), LONGEST_SLEEP);
    }

    /**
     * The pause after an attempt that failed: what the retry schedule says, doubled with each round of all attempts that
     * was in vain, but neither more than {@link #LONGEST_PAUSE} nor more than two thirds of what is left.
     *
     * @param drawn what the retry schedule says, which counts even if it is longer
     * @param rounds how often all attempts were in vain
     * @param left how long the credentials are still good; no pause outlasts them
     */
    public static Duration pause(Duration drawn, int rounds, Duration left) {
        Duration grown = drawn.multipliedBy(1L << Math.min(rounds, MOST_DOUBLINGS));
        Duration most = longer(drawn, shorter(left.multipliedBy(2).dividedBy(3), LONGEST_PAUSE));
        return longer(shorter(shorter(grown, most), left.plusSeconds(1)), SOONEST);
    }

    static Duration left(Standing.Good standing, Instant at) {
        return Duration.between(at, standing.until());
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
