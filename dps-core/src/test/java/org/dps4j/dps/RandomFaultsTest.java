package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.dps4j.dps.machine.DpsStatus;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.scripted.ConnectReply;
import org.dps4j.dps.scripted.Losses;
import org.dps4j.dps.scripted.Reply;
import org.dps4j.testkit.seed.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sequences of faults that follow from a seed, in virtual time: {@code dps4j.sequences} of them. */
class RandomFaultsTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Reply[] RENEWAL_FAULTS = {
        Reply.code("5.03"),
        Reply.code("5.00"),
        Reply.code("4.03"),
        Reply.silence(),
        Reply.close(),
        Reply.truncated(),
        Reply.withoutTrustAnchor(),
        Reply.certificateForAnotherKey(),
        Reply.late(Duration.ofSeconds(11)),
        Reply.twice()
    };

    /** What became of a sequence. */
    private record Played(int failures, int renewals) {}

    @Test
    @Timeout(value = 14, unit = TimeUnit.MINUTES)
    void after_any_faults_a_device_is_provisioned_with_everything_once() {
        List<Played> played = new ArrayList<>();
        Seeds.run(Integer.getInteger("dps4j.sequences", 1_000), seed -> played.add(play(seed)));

        assertThat(played.stream().mapToInt(Played::failures).sum())
                .as("failures told")
                .isPositive();
        assertThat(played.stream().mapToInt(Played::renewals).sum())
                .as("renewals attempted")
                .isPositive();
    }

    private static Played play(long seed) {
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

        if (random.nextInt(3) == 0) {
            bench.service.answers().identitiesLast(Duration.ofMinutes(300 + random.nextInt(1_500)));
            faultsOfTheDay(bench, attempts, random);
        }

        bench.start();
        bench.runFor(DAY);
        for (int i = 0; i < 60 && bench.client.snapshot().status().contains(DpsStatus.RENEW_CREDENTIALS); i++) {
            bench.runFor(Duration.ofMinutes(1));
        }

        Whole.assertWhole(bench);
        assertThat(attempts.wrong()).isEmpty();
        assertThat(losses.seen()).isEmpty();
        return new Played(attempts.take().size(), attempts.renewals());
    }

    /** What happens to a device that is provisioned, at any time of the day, to its renewals above all. */
    private static void faultsOfTheDay(Bench bench, Attempts attempts, Random random) {
        List<Runnable> faults = List.of(
                () -> bench.service.on(ProvisioningStep.CREDENTIALS, oneOf(random, RENEWAL_FAULTS)),
                () -> bench.service.onConnect(oneOf(random, ConnectReply.values())),
                () -> bench.store.failures++,
                bench.transport::cut,
                () -> {
                    attempts.restarting();
                    bench.provisionAgain();
                });
        for (int i = random.nextInt(8); i > 0; i--) {
            bench.loop.schedule(
                    Duration.ofSeconds(random.nextInt(80_000)), oneOf(random, faults.toArray(Runnable[]::new)));
        }
    }

    private static <T> T oneOf(Random random, T[] all) {
        return all[random.nextInt(all.length)];
    }
}
