package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.scripted.Losses;
import org.dps4j.testkit.seed.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sequences of faults that follow from a seed, in virtual time: {@code dps4j.sequences} of them. */
class RandomFaultsTest {

    private static final Duration DAY = Duration.ofDays(1);

    @Test
    @Timeout(value = 14, unit = TimeUnit.MINUTES)
    void after_any_faults_a_device_is_provisioned_with_everything_once() {
        int[] failures = {0};
        Seeds.run(Integer.getInteger("dps4j.sequences", 1_000), seed -> failures[0] += play(seed));

        assertThat(failures[0]).as("failures told").isPositive();
    }

    private static int play(long seed) {
        Random random = new Random(seed);
        Bench bench = new Bench(DpsConfig.DEFAULTS, seed);
        Attempts attempts = new Attempts(bench.loop);
        Losses losses = new Losses();
        bench.client.addListener(attempts);
        var unused = bench.device.addListener(losses);
        bench.cloud.refusals = random.nextInt(3);
        for (int i = random.nextInt(12); i >= 0; i--) {
            ProvisioningStep step = oneOf(random, ProvisioningStep.values());
            oneOf(
                            random,
                            Arrays.stream(StepFault.values())
                                    .filter(fault -> fault.canBeAt(step))
                                    .toArray(StepFault[]::new))
                    .arm(bench, step);
        }
        List<Runnable> blows = List.of(bench.transport::cut, () -> bench.store.failures++, () -> {
            attempts.restarting();
            bench.provisionAgain();
        });
        for (int i = random.nextInt(6); i > 0; i--) {
            bench.loop.schedule(
                    Duration.ofMillis(random.nextInt(1 << 1 + random.nextInt(18))),
                    oneOf(random, blows.toArray(Runnable[]::new)));
        }

        bench.start();
        bench.runFor(DAY);

        Whole.assertWhole(bench);
        assertThat(attempts.wrong()).isEmpty();
        assertThat(losses.seen()).isEmpty();
        return attempts.take().size();
    }

    private static <T> T oneOf(Random random, T[] all) {
        return all[random.nextInt(all.length)];
    }
}
