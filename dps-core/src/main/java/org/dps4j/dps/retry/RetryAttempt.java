package org.dps4j.dps.retry;

import java.time.Duration;

/**
 * What one attempt may take.
 *
 * @param timeout how long it waits for its answer; more than 0, at most 7 days
 * @param pause how long the pause after its failure is; at least 0, at most 7 days. Less than 100 ms counts as 100 ms. A
 *     step that got no answer within its timeout is asked again at once, without one
 */
public record RetryAttempt(Duration timeout, Duration pause) {

    private static final Duration LONGEST = Duration.ofDays(7);

    /** Checks both. */
    public RetryAttempt {
        if (timeout.isZero() || timeout.isNegative() || timeout.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "an attempt waits for its answer for more than 0 and at most 7 days, not " + timeout);
        }
        if (pause.isNegative() || pause.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("the pause after an attempt is 0 to 7 days, not " + pause);
        }
    }
}
