package org.dps4j.testkit.seed;

/**
 * A test in which everything random follows from one number.
 *
 * <pre>{@code
 * SeededTest walk = seed -> walkRandomly(new VirtualLoop(seed), new Random(seed));
 * }</pre>
 */
@FunctionalInterface
public interface SeededTest {

    /** Runs the test once. */
    void run(long seed) throws Exception;
}
