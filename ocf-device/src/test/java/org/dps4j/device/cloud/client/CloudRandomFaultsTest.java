package org.dps4j.device.cloud.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.dps4j.device.DeviceState;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.testkit.seed.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sequences of faults that follow from a seed, in virtual time: {@code dps4j.sequences} of them. */
class CloudRandomFaultsTest {

    private static final Duration LONG = Duration.ofHours(2);
    private static final String[][] LINKS = {{"/oic/d", "/light/1"}, {"/oic/d"}, {"/oic/d", "/light/1", "/light/2"}};

    @Test
    @Timeout(value = 14, unit = TimeUnit.MINUTES)
    void after_any_faults_a_device_is_online_with_what_it_has() {
        int[] failures = {0};
        Seeds.run(Integer.getInteger("dps4j.sequences", 1_000), seed -> failures[0] += play(seed));

        assertThat(failures[0]).as("failures told").isPositive();
    }

    private static int play(long seed) {
        Random random = new Random(seed);
        CloudBench bench = new CloudBench(seed);
        DeviceState before = bench.device.state();
        String[][] wanted = {LINKS[0]};
        bench.cloud.lifetime(oneOf(
                random,
                List.of(Optional.empty(), Optional.of(Duration.ofHours(1)), Optional.of(Duration.ofMinutes(1)))));
        bench.client.addListener(new CloudListener() {
            @Override
            public void onProvisioningNeeded(CloudFailure cause) {
                bench.loop.schedule(Duration.ofSeconds(1), bench::provision);
            }
        });
        List<Runnable> blows = List.of(
                bench.transport::cut,
                () -> bench.store.failures++,
                () -> fault(random, bench),
                () -> {
                    bench.cloud.forget();
                    bench.transport.cut();
                },
                () -> {
                    wanted[0] = oneOf(random, List.of(LINKS));
                    bench.client.publish(CloudBench.links(wanted[0]));
                });
        for (int i = random.nextInt(12); i >= 0; i--) {
            fault(random, bench);
        }
        for (int i = random.nextInt(12); i > 0; i--) {
            bench.loop.schedule(Duration.ofMillis(random.nextInt(1 << 1 + random.nextInt(21))), oneOf(random, blows));
        }

        bench.start();
        bench.runFor(LONG);
        // what was armed for a request that was not made by then may still happen, and a token may have to be renewed
        bench.transport.cut();
        bench.runFor(LONG);

        assertThat(bench.isOnline()).as("online").isTrue();
        assertThat(bench.transport.open()).as("connections").isEqualTo(1);
        assertThat(bench.cloud.directory()).containsOnlyKeys(wanted[0]);
        assertThat(bench.device.state().cloud().registration()).as("account").isPresent();
        assertThat(bench.device.state().credentials()).isEqualTo(before.credentials());
        assertThat(bench.device.state().accessControlList()).isEqualTo(before.accessControlList());
        assertThat(bench.failures)
                .allSatisfy(failed -> assertThat(failed.cause()).isPresent());
        assertThat(bench.failures).as("failures told").hasSizeGreaterThanOrEqualTo(bench.cloud.misdeeds());
        return bench.failures.size();
    }

    private static void fault(Random random, CloudBench bench) {
        CloudMoment moment = oneOf(random, List.of(CloudMoment.values()));
        oneOf(
                        random,
                        Arrays.stream(CloudFault.values())
                                .filter(fault -> fault.canBeAt(moment))
                                .toList())
                .arm(bench, moment);
    }

    private static <T> T oneOf(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
