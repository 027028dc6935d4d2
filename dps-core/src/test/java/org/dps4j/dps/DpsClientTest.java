package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.dps4j.device.Device;
import org.dps4j.device.OvertakingLoop;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.dps.scripted.Reply;
import org.dps4j.dps.trust.ServerVerification;
import org.junit.jupiter.api.Test;

class DpsClientTest {

    private final Bench bench = new Bench();

    @Test
    void a_start_says_what_came_of_it() throws Exception {
        StartResult first = bench.client.start();
        StartResult second = bench.client.start();
        bench.client.stop();
        bench.client.endpoints().remove(DpsEndpoint.of(Bench.FIRST));
        StartResult third = bench.client.start();

        assertThat(List.of(first, second, third))
                .containsExactly(StartResult.STARTED, StartResult.ALREADY_STARTED, StartResult.NO_ENDPOINT_SELECTED);
        assertThat(bench.client.isStarted()).isFalse();
    }

    @Test
    void a_start_needs_a_manufacturer_certificate() {
        bench.device.update(state -> state.withCredentials(state.credentials().without(1)));
        bench.runFor(Duration.ofSeconds(1));

        assertThatThrownBy(bench.client::start)
                .isInstanceOf(MissingManufacturerCertificateException.class)
                .hasMessageContaining("install");
        assertThat(bench.client.isStarted()).isFalse();
    }

    @Test
    void a_closed_client_does_not_start() {
        bench.client.close();
        bench.client.close();

        assertThatIllegalStateException().isThrownBy(bench.client::start);
    }

    @Test
    void nothing_is_done_inside_the_call() {
        bench.start();

        assertThat(bench.client.snapshot().mask()).isZero();
        assertThat(bench.transport.dials()).isEmpty();
    }

    @Test
    void provisioned_completes_when_it_is_so_and_is_cancelled_by_close() {
        CompletableFuture<Snapshot> before = bench.client.provisioned();
        bench.start();
        bench.runFor(Duration.ofSeconds(1));
        CompletableFuture<Snapshot> after = bench.client.provisioned();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(before).isCompletedWithValueMatching(Snapshot::isProvisioned);
        assertThat(after).isCompletedWithValueMatching(Snapshot::isProvisioned);

        Bench other = new Bench();
        CompletableFuture<Snapshot> never = other.client.provisioned();
        other.client.close();
        other.runFor(Duration.ofSeconds(1));
        assertThat(never).isCancelled();
    }

    @Test
    void provisioned_after_a_restart_is_about_that_start_and_not_about_the_one_before() throws Exception {
        bench.start();
        bench.runFor(Duration.ofSeconds(1));
        bench.service.on(ProvisioningStep.TIME, Reply.code("5.03"));

        bench.client.forceReprovision();
        bench.client.restart();
        CompletableFuture<Snapshot> again = bench.client.provisioned();
        bench.runFor(Duration.ofMillis(100));

        assertThat(again).isNotDone();
        bench.runFor(Duration.ofSeconds(10));
        assertThat(again).isCompletedWithValueMatching(Snapshot::isProvisioned);
        assertThat(bench.service.counts()).containsEntry(ProvisioningStep.ACLS, 2);
    }

    @Test
    void provisioned_waits_after_a_stop_for_the_next_start() throws Exception {
        bench.start();
        bench.runFor(Duration.ofSeconds(1));

        bench.client.stop();
        CompletableFuture<Snapshot> next = bench.client.provisioned();
        bench.runFor(Duration.ofSeconds(1));
        assertThat(next).isNotDone();
        bench.client.start();
        bench.runFor(Duration.ofSeconds(1));
        assertThat(next).isCompleted();
    }

    @Test
    void a_reset_forgets_why_the_last_attempt_failed() {
        bench.service.on(ProvisioningStep.OWNER, Reply.code("4.03"));
        bench.start();
        bench.runFor(Duration.ofSeconds(1));
        assertThat(bench.client.snapshot().cause()).isPresent();

        bench.client.onFactoryReset();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(bench.client.snapshot().cause()).isEmpty();
        assertThat(bench.client.snapshot().endpoint()).isEmpty();
    }

    @Test
    void the_snapshot_says_when_the_next_attempt_is_due_while_there_is_one_to_come() {
        List<Optional<Instant>> told = new ArrayList<>();
        bench.client.addListener(new DpsListener() {
            @Override
            public void onStepFailed(ProvisioningStep step, Failure failure, Duration nextAttemptIn) {
                told.add(Optional.of(bench.loop.now().plus(nextAttemptIn)));
                told.add(bench.client.snapshot().nextAttempt());
            }

            @Override
            public void onStatusChanged(Snapshot snapshot) {
                told.add(snapshot.nextAttempt());
            }
        });
        bench.service.on(ProvisioningStep.TIME, Reply.code("5.03"));
        assertThat(bench.client.snapshot().nextAttempt()).isEmpty();

        bench.start();
        bench.runFor(Duration.ofSeconds(1));

        Optional<Instant> due = bench.client.snapshot().nextAttempt();
        assertThat(due).isPresent();
        assertThat(told).containsExactly(Optional.empty(), due, due, due);
        bench.client.stop();
        bench.runFor(Duration.ofSeconds(1));
        assertThat(bench.client.snapshot().nextAttempt()).isEmpty();

        bench.start();
        bench.runFor(Duration.ofSeconds(1));
        assertThat(bench.client.snapshot().isProvisioned()).isTrue();
        assertThat(bench.client.snapshot().nextAttempt()).isEmpty();
    }

    @Test
    void the_snapshot_shows_the_endpoint_that_is_selected_now() {
        bench.client.endpoints().replaceWith(DpsEndpoint.of("coaps+tcp://nobody.test"));
        bench.client.endpoints().add(DpsEndpoint.of(Bench.FIRST));
        bench.client.reconfigure(DpsConfig.DEFAULTS.withRetry(RetryTable.ofSeconds(1)));
        bench.service.on(ProvisioningStep.TIME, Reply.silence());

        bench.start();
        bench.runFor(Duration.ofMillis(1_200));

        assertThat(bench.service.counts()).containsKey(ProvisioningStep.TIME);
        assertThat(bench.client.snapshot().endpoint()).contains(DpsEndpoint.of(Bench.FIRST));
    }

    @Test
    void a_start_that_overtakes_a_stop_on_its_way_to_the_loop_is_not_undone_by_it() throws Exception {
        OvertakingLoop overtaking = new OvertakingLoop(bench.loop);
        Device device = bench.open(overtaking, new FaultyStore());
        DpsClient client = bench.client(device, DpsConfig.DEFAULTS);
        client.start();
        bench.runFor(Duration.ofSeconds(1));

        overtaking.before(() -> ProvisioningTest.start(client));
        client.stop();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(client.isStarted()).isTrue();
        CompletableFuture<Snapshot> done = client.provisioned();
        bench.runFor(Duration.ofSeconds(1));
        assertThat(done).isCompleted();
    }

    @Test
    void a_stop_that_overtakes_its_start_on_the_way_to_the_loop_stops_it() throws Exception {
        OvertakingLoop overtaking = new OvertakingLoop(bench.loop);
        DpsClient client = bench.client(bench.open(overtaking, new FaultyStore()), DpsConfig.DEFAULTS);

        overtaking.before(client::stop);
        client.start();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(client.isStarted()).isFalse();
        assertThat(bench.transport.dials()).isEmpty();
    }

    @Test
    void a_listener_that_throws_harms_nobody() {
        bench.client.addListener(new DpsListener() {
            @Override
            public void onStatusChanged(Snapshot snapshot) {
                throw new IllegalStateException("a bug of the application");
            }
        });

        bench.start();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(bench.provisioned()).isTrue();
    }

    @Test
    void a_listener_that_lacks_a_class_harms_nobody() {
        bench.client.addListener(new DpsListener() {
            @Override
            public void onStepStarted(ProvisioningStep step, int attempt, DpsEndpoint endpoint) {
                throw new NoClassDefFoundError("a jar of the application is not there");
            }
        });

        bench.start();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(bench.provisioned()).isTrue();
    }

    @Test
    void a_log_that_throws_harms_nobody() {
        DpsClient client = DpsClient.builder(bench.device)
                .config(DpsConfig.DEFAULTS.withVerification(ServerVerification.SKIPPED))
                .endpoint(DpsEndpoint.of(Bench.FIRST))
                .transport(bench.transport)
                .cloud(bench.cloud)
                .log((level, line) -> {
                    throw new IllegalStateException("the disk of the log is full");
                })
                .build();

        ProvisioningTest.start(client);
        bench.runFor(Duration.ofSeconds(1));

        assertThat(client.snapshot().isProvisioned()).isTrue();
    }

    @Test
    void a_cancelled_listener_hears_nothing_more() {
        List<Snapshot> heard = new ArrayList<>();
        var registration = bench.client.addListener(new DpsListener() {
            @Override
            public void onStatusChanged(Snapshot snapshot) {
                heard.add(snapshot);
            }
        });

        registration.cancel();
        bench.start();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(heard).isEmpty();
    }

    @Test
    void a_shorter_table_may_be_set_while_an_attempt_runs() {
        for (int i = 0; i < 4; i++) {
            bench.service.on(ProvisioningStep.TIME, Reply.code("4.00"));
        }
        bench.start();
        bench.runFor(Duration.ofSeconds(35));

        bench.client.reconfigure(DpsConfig.DEFAULTS.withRetry(RetryTable.ofSeconds(2)));
        bench.runFor(Duration.ofSeconds(60));

        assertThat(bench.provisioned()).isTrue();
    }

    @Test
    void the_log_says_which_step_failed_why_and_when_it_goes_on() {
        List<String> lines = new ArrayList<>();
        bench.service.on(ProvisioningStep.OWNER, Reply.code("4.03"));
        DpsClient client = DpsClient.builder(bench.device)
                .config(DpsConfig.DEFAULTS.withVerification(ServerVerification.SKIPPED))
                .endpoint(DpsEndpoint.of(Bench.FIRST).uri())
                .transport(bench.transport)
                .cloud(bench.cloud)
                .log((level, line) -> lines.add(level + " " + line))
                .build();

        ProvisioningTest.start(client);
        bench.runFor(Duration.ofSeconds(20));

        assertThat(lines)
                .anyMatch(line -> line.startsWith("WARNING") && line.contains("not verified"))
                .anyMatch(
                        line -> line.matches(
                                "WARNING step OWNER failed: the service refused: it answered 4.03 .*; trying again in \\d\\.\\d s"))
                .anyMatch(line -> line.equals("INFO provisioned; the cloud client was started"));
        assertThat(String.join("\n", lines)).doesNotContain("token of");
    }

    @Test
    void a_forced_reprovision_is_told_until_it_begins() {
        assertThat(bench.client.isReprovisionForced()).isFalse();

        bench.client.forceReprovision();
        bench.runFor(Duration.ofSeconds(1));
        assertThat(bench.client.isReprovisionForced()).isTrue();

        bench.start();
        bench.runFor(Duration.ofSeconds(1));
        assertThat(bench.client.isReprovisionForced()).isFalse();
    }

    @Test
    void the_cloud_client_is_started_with_what_the_device_has_and_provisioning_stays_as_it_is() {
        CompletableFuture<Void> early = bench.client.startCloud();
        bench.runFor(Duration.ofSeconds(1));
        assertThat(early)
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("no identity certificate");

        bench.start();
        bench.runFor(Duration.ofSeconds(1));
        Snapshot before = bench.client.snapshot();
        CompletableFuture<Void> again = bench.client.startCloud();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(again).isCompleted();
        assertThat(bench.cloud.started).hasSize(2);
        assertThat(bench.client.snapshot()).isEqualTo(before);
        bench.client.close();
        CompletableFuture<Void> never = bench.client.startCloud();
        bench.runFor(Duration.ofSeconds(1));
        assertThat(never).isCancelled();
    }

    @Test
    void a_client_needs_a_cloud_and_on_a_foreign_loop_a_transport() {
        assertThatIllegalStateException()
                .isThrownBy(() -> DpsClient.builder(bench.device).build())
                .withMessageContaining("cloud(...)");
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> DpsClient.builder(bench.device).cloud(bench.cloud).build())
                .withMessageContaining("transport(...)");
    }
}
