package org.dps4j.dps.retry;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Says what each attempt may take. {@link RetryTable} is the usual one; an application may bring its own.
 *
 * <p>It is asked once when an attempt begins, on the device's loop, so it must not block. Should it throw, the default
 * table speaks in its place, and the log says so. A pause of less than 100 ms counts as 100 ms.
 */
@FunctionalInterface
public interface RetrySchedule {

    /** The most attempts in a row; then it begins again, at the next endpoint, without this schedule being asked. */
    int MOST_ATTEMPTS = 8;

    /**
     * What an attempt may take; empty if there is none with this number, so that the next endpoint is selected and the
     * attempts begin again with 0. There always is one with the number 0, and one for each step of a round that began with
     * this number: where it is empty, the default table speaks.
     *
     * @param action what is attempted
     * @param attempt which attempt it is since the device was last out of trouble (decision 0019), from 0 to 7
     * @param random where the pause is to be drawn from, so that many devices do not come back at once
     */
    Optional<RetryAttempt> attempt(RetryAction action, int attempt, RandomGenerator random);
}
