package org.dps4j.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * A single-threaded event loop with its clocks, timers and random numbers: the only way to time and chance in this
 * code base.
 *
 * <p>Every method may be called from any thread. Tasks run one at a time, on the loop, in the order in which they became
 * due; tasks due at the same time run in the order in which they were handed in.
 */
public interface Loop extends Executor {

    /** The wall clock, for validity of certificates and for records. It may jump; never compute a delay from it. */
    Instant now();

    /** The monotonic clock in nanoseconds from an arbitrary origin, for measuring how long something takes. */
    long nanoTime();

    /**
     * Runs {@code task} on the loop once {@code delay} of monotonic time has passed. A zero delay is legal and still
     * returns before the task runs; a negative one counts as zero.
     */
    Cancellable schedule(Duration delay, Runnable task);

    /** Runs {@code task} on the loop as soon as the tasks handed in before it are done, never inside this call. */
    @Override
    void execute(Runnable task);

    /** Whether the calling thread is the one that runs this loop's tasks. */
    boolean inLoop();

    /** Random numbers for jitter. Keys, identifiers and tokens come from {@link java.security.SecureRandom} instead. */
    RandomGenerator random();
}
