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

/**
 * Sequences of faults from the first step of provisioning to the directory of the cloud, with the real client of a cloud,
 * that follow from a seed, in virtual time: {@code dps4j.sequences.joining} of them.
 */
class JoiningFaultsTest {

    private static final Duration LONG = Duration.ofHours(3);
    private static final String[][] LINKS = {{"/oic/d", "/light/1"}, {"/oic/d"}, {"/oic/d", "/light/1", "/light/2"}};

    @Test
    @Timeout(value = 14, unit = TimeUnit.MINUTES)
    void after_any_faults_of_service_and_cloud_a_device_is_provisioned_and_online() {
        int[] failures = {0, 0};
        Seeds.run(Integer.getInteger("dps4j.sequences.joining", 250), seed -> play(seed, failures));

        assertThat(failures[0]).as("failures of provisioning told").isPositive();
        assertThat(failures[1]).as("failures of the cloud told").isPositive();
    }

    private static void play(long seed, int[] failures) {
        Random random = new Random(seed);
        JoiningBench joining = new JoiningBench(seed);
        Bench bench = joining.bench;
        Attempts attempts = new Attempts(bench.loop);
        Losses losses = new Losses();
        bench.client.addListener(attempts);
        var unused = bench.device.addListener(losses);
        String[][] wanted = {LINKS[0]};
        for (int i = random.nextInt(8); i > 0; i--) {
            ProvisioningStep step = oneOf(random, List.of(ProvisioningStep.values()));
            oneOf(
                            random,
                            Arrays.stream(StepFault.values())
                                    .filter(fault -> fault.canBeAt(step))
                                    .toList())
                    .arm(bench, step);
        }
        for (int i = random.nextInt(8); i > 0; i--) {
            joining.fault(random);
        }
        List<Runnable> blows = List.of(
                bench.transport::cut,
                joining.way::cut,
                joining::forget,
                () -> joining.fault(random),
                () -> bench.store.failures++,
                () -> {
                    attempts.restarting();
                    bench.provisionAgain();
                },
                () -> {
                    wanted[0] = oneOf(random, List.of(LINKS));
                    joining.publish(wanted[0]);
                });
        for (int i = random.nextInt(10); i > 0; i--) {
            bench.loop.schedule(Duration.ofMillis(random.nextInt(1 << 1 + random.nextInt(21))), oneOf(random, blows));
        }

        joining.publish(wanted[0]);
        bench.start();
        bench.runFor(LONG);
        // what was armed for a request that was not made by then may still happen
        joining.way.cut();
        bench.runFor(LONG);

        Whole.assertProvisioned(bench);
        joining.assertOnline(wanted[0]);
        assertThat(attempts.wrong()).isEmpty();
        // an account that the cloud refuses is given up, so that provisioning delivers another one
        assertThat(losses.seen()).isSubsetOf("the cloud");
        failures[0] += attempts.take().size();
        failures[1] += joining.failures.size();
    }

    private static <T> T oneOf(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
