package org.dps4j.device.cloud.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.dps4j.device.cloud.CloudProvisioningStatus;
import org.dps4j.device.cloud.scripted.CloudOperation;
import org.dps4j.device.cloud.scripted.CloudReply;
import org.junit.jupiter.api.Test;

/** A cloud that drops a device soon after it signed in, as where two devices have one identity. */
class BriefSessionTest {

    private final CloudBench bench = new CloudBench();

    private void runUntil(BooleanSupplier enough) {
        for (int i = 0; i < 3_000 && !enough.getAsBoolean(); i++) {
            bench.runFor(Duration.ofMillis(100));
        }
        assertThat(enough.getAsBoolean()).as("within five minutes").isTrue();
    }

    private Duration pauseAfterACut() {
        bench.transport.cut();
        bench.runFor(Duration.ofMillis(1));
        CloudBench.Failed lost = bench.failures.get(bench.failures.size() - 1);
        return Duration.between(lost.at(), lost.next().orElseThrow());
    }

    @Test
    void sessions_that_do_not_last_come_after_ever_longer_pauses() {
        bench.start();
        List<Duration> pauses = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            runUntil(bench::isOnline);
            pauses.add(pauseAfterACut());
        }

        for (int i = 0; i < 6; i++) {
            assertThat(pauses.get(i)).isBetween(Duration.ofSeconds(1L << i), Duration.ofSeconds(2L << i));
        }
        assertThat(pauses.get(6)).as("the table begins again").isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void a_session_whose_short_token_was_refreshed_is_followed_by_a_short_pause() {
        bench.cloud.lifetime(Optional.of(Duration.ofSeconds(15)));
        bench.start();
        for (int i = 0; i < 3; i++) {
            runUntil(bench::isOnline);
            pauseAfterACut();
        }
        runUntil(bench::isOnline);

        bench.runFor(Duration.ofSeconds(17));

        assertThat(bench.isOnline()).isTrue();
        assertThat(pauseAfterACut()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void a_publication_that_is_refused_does_not_make_them_shorter() {
        bench.start();
        for (int i = 0; i < 3; i++) {
            runUntil(bench::isOnline);
            pauseAfterACut();
        }
        bench.cloud.on(CloudOperation.PUBLISH, CloudReply.code("4.01"));
        int before = bench.failures.size();

        runUntil(bench::isOnline);
        bench.client.publish(CloudBench.links("/oic/d", "/light/1", "/light/2"));
        runUntil(() -> bench.failures.size() > before);

        CloudBench.Failed refused = bench.failures.get(before);
        assertThat(Duration.between(refused.at(), refused.next().orElseThrow()))
                .isGreaterThanOrEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void a_session_that_lasts_until_the_cloud_answers_a_ping_is_followed_by_a_short_pause() {
        bench.start();
        for (int i = 0; i < 3; i++) {
            runUntil(bench::isOnline);
            pauseAfterACut();
        }
        runUntil(bench::isOnline);

        bench.runFor(Duration.ofSeconds(25));

        assertThat(bench.client.status().provisioning()).isEqualTo(CloudProvisioningStatus.REGISTERED);
        assertThat(pauseAfterACut()).isLessThan(Duration.ofSeconds(2));
    }
}
