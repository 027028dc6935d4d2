package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.dps4j.device.cloud.CloudFlag;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.protocol.payload.cloud.CloudServer;
import org.junit.jupiter.api.Test;

/** What becomes of a provisioned device that its cloud does not take. */
class CloudWatchTest {

    private static final Duration SOON = Duration.ofSeconds(2);

    private static Bench provisioned() {
        Bench bench = new Bench();
        bench.cloud.reports = true;
        bench.start();
        bench.runFor(SOON);
        assertThat(bench.provisioned()).isTrue();
        return bench;
    }

    private static CloudServer selected(Bench bench) {
        return bench.device.state().cloud().selected();
    }

    private static int asked(Bench bench, ProvisioningStep step) {
        return bench.service.counts().getOrDefault(step, 0);
    }

    @Test
    void a_device_that_gets_online_is_left_alone_whatever_happens_to_the_cloud_later() {
        Bench bench = provisioned();
        bench.cloud.report(selected(bench), CloudFlag.REGISTERED, CloudFlag.LOGGED_IN);
        bench.cloud.report(selected(bench), CloudFlag.REGISTERED);

        bench.runFor(Duration.ofDays(1));

        assertThat(asked(bench, ProvisioningStep.TIME)).isEqualTo(1);
    }

    @Test
    void a_refusal_has_all_steps_done_again() {
        Bench bench = provisioned();
        bench.cloud.report(selected(bench), CloudFlag.REGISTERED, CloudFlag.LOGGED_IN);

        bench.cloud.refuse();
        bench.runFor(SOON);

        assertThat(bench.service.counts()).containsOnlyKeys(ProvisioningStep.values());
        assertThat(bench.service.counts().values()).containsOnly(2);
        assertThat(bench.cloud.stops).isEqualTo(1);
        assertThat(bench.cloud.started).hasSize(2);
        assertThat(bench.provisioned()).isTrue();
    }

    @Test
    void a_cloud_that_does_not_take_the_device_within_half_a_minute_has_all_steps_done_again() {
        Bench bench = provisioned();

        bench.runFor(Duration.ofSeconds(27));
        assertThat(asked(bench, ProvisioningStep.TIME)).isEqualTo(1);
        bench.runFor(Duration.ofSeconds(40));

        assertThat(asked(bench, ProvisioningStep.TIME)).isEqualTo(2);
    }

    @Test
    void a_server_of_another_cloud_takes_only_credentials_and_rules() {
        Bench bench = provisioned();
        CloudServer foreign = new CloudServer(URI.create("coaps+tcp://foreign.test:5684"), UUID.randomUUID());

        bench.cloud.report(foreign);
        bench.runFor(SOON);

        assertThat(asked(bench, ProvisioningStep.CLOUD)).isEqualTo(1);
        assertThat(asked(bench, ProvisioningStep.CREDENTIALS)).isEqualTo(2);
        assertThat(asked(bench, ProvisioningStep.ACLS)).isEqualTo(2);
        assertThat(bench.cloud.started).hasSize(2);
    }

    @Test
    void a_forced_reprovision_is_not_forgotten_when_another_cloud_takes_credentials_and_rules() {
        Bench bench = provisioned();
        CloudServer foreign = new CloudServer(URI.create("coaps+tcp://foreign.test:5684"), UUID.randomUUID());
        bench.client.forceReprovision();
        bench.loop.runNext();

        bench.cloud.report(foreign);
        bench.runFor(SOON);

        assertThat(bench.service.counts()).containsOnlyKeys(ProvisioningStep.values());
        assertThat(bench.service.counts().values()).containsOnly(2);
        assertThat(bench.client.isReprovisionForced()).isFalse();
    }

    @Test
    void a_client_that_never_says_how_it_stands_is_not_watched() {
        Bench bench = new Bench();
        bench.start();

        bench.runFor(Duration.ofDays(1));

        assertThat(asked(bench, ProvisioningStep.TIME)).isEqualTo(1);
    }

    @Test
    void a_refusal_by_a_client_that_never_says_how_it_stands_has_all_steps_done_again() {
        Bench bench = new Bench();
        bench.start();
        bench.runFor(SOON);

        bench.cloud.refuse();
        bench.runFor(SOON);

        assertThat(bench.service.counts().values()).containsOnly(2);
        assertThat(bench.cloud.started).hasSize(2);
    }

    @Test
    void a_client_that_reports_only_after_its_start_is_watched_from_its_first_report_on() {
        Bench bench = new Bench();
        bench.start();
        bench.runFor(Duration.ofHours(1));
        bench.cloud.report(selected(bench));

        bench.runFor(Duration.ofSeconds(27));
        assertThat(asked(bench, ProvisioningStep.TIME)).isEqualTo(1);
        bench.runFor(Duration.ofSeconds(5));

        assertThat(asked(bench, ProvisioningStep.TIME)).isEqualTo(2);
    }

    @Test
    void a_client_whose_first_report_is_that_it_is_online_is_left_alone() {
        Bench bench = new Bench();
        bench.start();
        bench.runFor(SOON);
        bench.cloud.report(selected(bench), CloudFlag.REGISTERED, CloudFlag.LOGGED_IN);

        bench.runFor(Duration.ofDays(1));

        assertThat(asked(bench, ProvisioningStep.TIME)).isEqualTo(1);
        assertThat(bench.loop.pendingTimers()).as("that of the renewal").isOne();
    }

    @Test
    void the_first_report_of_a_stopped_client_starts_nothing() {
        Bench bench = new Bench();
        bench.start();
        bench.runFor(SOON);
        bench.client.stop();
        bench.runFor(SOON);

        bench.cloud.report(selected(bench));
        bench.runFor(Duration.ofDays(1));

        assertThat(asked(bench, ProvisioningStep.TIME)).isEqualTo(1);
        assertThat(bench.loop.pendingTimers()).isZero();
    }

    @Test
    void a_stopped_client_is_not_provisioned_again() {
        Bench bench = provisioned();
        bench.client.stop();

        bench.runFor(Duration.ofDays(1));

        assertThat(asked(bench, ProvisioningStep.TIME)).isEqualTo(1);
        assertThat(bench.loop.pendingTimers()).isZero();
    }
}
