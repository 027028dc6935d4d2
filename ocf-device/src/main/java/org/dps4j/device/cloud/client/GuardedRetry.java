package org.dps4j.device.cloud.client;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a schedule, and has the default one take its place wherever that one is of no use. */
final class GuardedRetry implements CloudRetry {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedRetry.class);
    private static final Duration LONGEST = Duration.ofDays(7);

    private final CloudRetry asked;
    private final int attempts;

    /** Asks for the number of attempts at once; what that throws is thrown on. */
    GuardedRetry(CloudRetry asked) {
        this.asked = asked;
        this.attempts = asked.attempts();
    }

    @Override
    public int attempts() {
        return attempts;
    }

    @Override
    public Duration timeout(int attempt) {
        return guarded(
                attempt,
                () -> {
                    Duration timeout = checked(asked.timeout(attempt));
                    if (timeout.isZero()) {
                        throw new IllegalArgumentException("expected a timeout of more than 0, found 0");
                    }
                    return timeout;
                },
                () -> DEFAULT.timeout(entry(attempt)));
    }

    @Override
    public Duration pause(int attempt, RandomGenerator random) {
        return guarded(
                attempt, () -> checked(asked.pause(attempt, random)), () -> DEFAULT.pause(entry(attempt), random));
    }

    private static int entry(int attempt) {
        return Math.min(attempt, DEFAULT.attempts() - 1);
    }

    private static Duration checked(Duration time) {
        if (Objects.requireNonNull(time, "expected a time, found null").isNegative() || time.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("expected 0 to 7 days, found " + time);
        }
        return time;
    }

    private static Duration guarded(int attempt, Supplier<Duration> asked, Supplier<Duration> instead) {
        try {
            return asked.get();
        } catch (RuntimeException | Error e) {
            LOG.error(
                    "the cloud's retry schedule failed at attempt {}, and the default one takes its place", attempt, e);
            return instead.get();
        }
    }
}
