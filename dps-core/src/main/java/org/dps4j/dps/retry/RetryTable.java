package org.dps4j.dps.retry;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How long the attempts wait for their answers, and how long the pauses after them are. The attempt with index n waits
 * for its answer for the n-th timeout T, whatever it attempts; the pause after it is drawn from [T/2, T). After the last
 * entry the next attempt begins with the first one again, for ever.
 *
 * @param timeouts 1 to 8 entries of 1 to 255 whole seconds each
 */
public record RetryTable(List<Duration> timeouts) implements RetrySchedule {

    private static final int MOST_ENTRIES = MOST_ATTEMPTS;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(255);

    /** 10, 20, 40, 80 and 120 seconds. */
    public static final RetryTable DEFAULT = ofSeconds(10, 20, 40, 80, 120);

    /** Copies and checks the entries. */
    public RetryTable {
        timeouts = List.copyOf(timeouts);
        if (timeouts.isEmpty() || timeouts.size() > MOST_ENTRIES) {
            throw new IllegalArgumentException(
                    "a retry table has 1 to " + MOST_ENTRIES + " entries, not " + timeouts.size());
        }
        for (Duration timeout : timeouts) {
            if (timeout.compareTo(SHORTEST) < 0 || timeout.compareTo(LONGEST) > 0 || timeout.getNano() != 0) {
                throw new IllegalArgumentException(
                        "an entry of a retry table is 1 to 255 whole seconds, not " + timeout);
            }
        }
    }

    /** The table with these entries in seconds. */
    public static RetryTable ofSeconds(int... seconds) {
        return new RetryTable(
                IntStream.of(seconds).mapToObj(Duration::ofSeconds).toList());
    }

    @Override
    public Optional<RetryAttempt> attempt(RetryAction action, int attempt, RandomGenerator random) {
        return attempt < size()
                ? Optional.of(new RetryAttempt(timeout(attempt), pause(attempt, random)))
                : Optional.empty();
    }

    /** How many attempts there are before it begins again. */
    public int size() {
        return timeouts.size();
    }

    /** How long the attempt with index {@code attempt}, from 0, waits for its answer. */
    public Duration timeout(int attempt) {
        return timeouts.get(attempt);
    }

    /** Draws the pause after the attempt with index {@code attempt}, from 0, in whole milliseconds. */
    public Duration pause(int attempt, RandomGenerator random) {
        long half = timeout(attempt).toMillis() / 2;
        return Duration.ofMillis(half + random.nextLong(half));
    }

    /** The entries in seconds, as {@code 10,20,40,80,120}. */
    @Override
    public String toString() {
        return String.join(
                ",", timeouts.stream().map(timeout -> "" + timeout.toSeconds()).toList());
    }
}
