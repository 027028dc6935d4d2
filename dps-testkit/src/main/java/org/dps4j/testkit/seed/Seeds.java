package org.dps4j.testkit.seed;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs a random test with seeds that are different each time, and says in the failure which seed to play again.
 *
 * <pre>{@code
 * @Test
 * void any_order_of_events_ends_in_a_known_state() {
 *     Seeds.run(1_000, seed -> walkRandomly(new Random(seed)));
 * }
 * }</pre>
 *
 * <p>With the system property {@code dps4j.seed}, as in {@code mvn test -Ddps4j.seed=42}, each such test runs once, with
 * that seed.
 */
public final class Seeds {

    /** The system property that holds the one seed to run with. */
    public static final String PROPERTY = "dps4j.seed";

    private Seeds() {}

    /**
     * Runs a test {@code times} times, each time with another seed, until it fails.
     *
     * @throws AssertionError naming the seed, with what the test threw as its cause
     */
    public static void run(int times, SeededTest test) {
        run(seeds(times, System.getProperty(PROPERTY), RandomGenerator.getDefault()), test);
    }

    static List<Long> seeds(int times, @Nullable String given, RandomGenerator random) {
        if (given != null) {
            return List.of(Long.parseLong(given));
        }
        return Stream.generate(random::nextLong).limit(times).toList();
    }

    static void run(List<Long> seeds, SeededTest test) {
        for (long seed : seeds) {
            try {
                test.run(seed);
            } catch (Exception | AssertionError failure) {
                throw new AssertionError(
                        "failed with seed " + seed + ", play it again with -D" + PROPERTY + "=" + seed + ": " + failure,
                        failure);
            }
        }
    }
}
