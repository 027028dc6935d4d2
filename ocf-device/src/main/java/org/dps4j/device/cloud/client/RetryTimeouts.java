package org.dps4j.device.cloud.client;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/** A retry table: one timeout for each attempt, from which its pause follows. */
record RetryTimeouts(List<Duration> timeouts) implements CloudRetry {

    private static final int MOST_ENTRIES = 8;
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofHours(1);

    RetryTimeouts {
        timeouts = List.copyOf(timeouts);
        if (timeouts.isEmpty() || timeouts.size() > MOST_ENTRIES) {
            throw new IllegalArgumentException(
                    "a retry table has 1 to " + MOST_ENTRIES + " entries, not " + timeouts.size());
        }
        for (Duration timeout : timeouts) {
            if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("an entry of a retry table is 10 ms to an hour, not " + timeout);
            }
        }
    }

    @Override
    public int attempts() {
        return timeouts.size();
    }

    @Override
    public Duration timeout(int attempt) {
        return timeouts.get(attempt);
    }

    @Override
    public Duration pause(int attempt, RandomGenerator random) {
        long half = timeout(attempt).toMillis() / 2;
        return Duration.ofMillis(half + random.nextLong(half));
    }
}
