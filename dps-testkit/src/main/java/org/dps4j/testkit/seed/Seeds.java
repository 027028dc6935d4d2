package org.dps4j.testkit.seed;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs a random test with many seeds, and says in the failure which seed to play again. The seeds are the same in each
 * run, so that a build that passed passes again; with the system property {@code dps4j.seeds=new} they are others each
 * time.
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

    /** The system property that asks for other seeds in each run if it is {@code new}. */
    public static final String CHOICE = "dps4j.seeds";

    private static final long SAME = 20_261_125;

    private Seeds() {}

    /**
     * Runs a test {@code times} times, each time with another seed, until it fails.
     *
     * @throws AssertionError naming the seed, with what the test threw as its cause
     */
    public static void run(int times, SeededTest test) {
        run(seeds(times, System.getProperty(PROPERTY), source(System.getProperty(CHOICE))), test);
    }

    static RandomGenerator source(@Nullable String choice) {
        return "new".equals(choice) ? RandomGenerator.getDefault() : new SplittableRandom(SAME);
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
