package org.dps4j.device.cloud.client;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/**
 * How long the attempts wait for their answers, and how long the pauses after them are. Called on the device's loop with
 * the index of an attempt, from 0 and below {@link #attempts()}. Where it throws, or returns what cannot be used, the log
 * says so and {@link #DEFAULT} takes its place.
 */
public interface CloudRetry {

    /** 2, 4, 8, 16, 32 and 64 seconds. */
    CloudRetry DEFAULT = ofTimeouts(
            LongStream.of(2, 4, 8, 16, 32, 64).mapToObj(Duration::ofSeconds).toList());

    /** How many attempts one server gets before the next one is selected; 1 or more. Asked once. */
    int attempts();

    /** How long the attempt waits for its answer, including the time to connect; more than 0, at most 7 days. */
    Duration timeout(int attempt);

    /** How long to wait after the attempt failed; 0 to 7 days. Less than 100 ms counts as 100 ms. */
    Duration pause(int attempt, RandomGenerator random);

    /**
     * Attempts that wait for one of {@code timeouts} T each, with pauses drawn from [T/2, T) after them.
     *
     * @param timeouts 1 to 8 of them, each from 10 ms to an hour
     */
    static CloudRetry ofTimeouts(List<Duration> timeouts) {
        return new RetryTimeouts(timeouts);
    }
}
