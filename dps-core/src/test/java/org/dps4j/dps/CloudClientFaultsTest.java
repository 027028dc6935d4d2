package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dps4j.device.StoreException;
import org.dps4j.device.cloud.CloudRegistration;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.protocol.Secret;
import org.junit.jupiter.api.Test;

/** A cloud client that does not keep to its contract strands no device. */
class CloudClientFaultsTest {

    /** Longer than the first attempt and the pause after it. */
    private static final Duration NEXT_ATTEMPT = Duration.ofSeconds(25);

    private static final Secret TOKEN = Secret.ofText("token");

    private final AwkwardCloud cloud = new AwkwardCloud();
    private final Bench bench = new Bench(7, device -> cloud);

    private void provision() {
        bench.start();
        bench.runFor(Duration.ofSeconds(1));
    }

    private int asked(ProvisioningStep step) {
        return bench.service.counts().getOrDefault(step, 0);
    }

    @Test
    void one_that_never_says_that_it_started_is_started_again_after_the_time_of_an_attempt() {
        List<CompletableFuture<Void>> never = new ArrayList<>();
        cloud.start = () -> {
            never.add(new CompletableFuture<>());
            return never.get(never.size() - 1);
        };

        provision();
        bench.runFor(Duration.ofSeconds(8));
        assertThat(bench.notes.cloudFailures).isEmpty();
        cloud.start = AwkwardCloud::well;
        bench.runFor(NEXT_ATTEMPT);

        assertThat(bench.notes.cloudFailures)
                .singleElement()
                .extracting(Failure::describe)
                .asString()
                .contains("within 10000 ms");
        assertThat(bench.provisioned()).isTrue();
        assertThat(asked(ProvisioningStep.TIME)).isEqualTo(2);
        never.forEach(start -> start.completeExceptionally(new IllegalStateException("too late")));
        bench.runFor(NEXT_ATTEMPT);
        assertThat(bench.provisioned()).isTrue();
        assertThat(bench.loop.pendingTimers()).as("that of the renewal").isOne();
    }

    @Test
    void one_that_throws_an_error_is_a_failure_with_a_next_attempt() {
        cloud.start = AwkwardCloud::broken;

        provision();
        assertThat(bench.notes.cloudFailures)
                .singleElement()
                .extracting(Failure::describe)
                .asString()
                .contains("NoClassDefFoundError");
        cloud.start = AwkwardCloud::well;
        bench.runFor(NEXT_ATTEMPT);

        assertThat(bench.provisioned()).isTrue();
    }

    @Test
    void one_that_returns_no_stage_is_a_failure_with_a_next_attempt() {
        cloud.start = () -> null;

        provision();
        assertThat(bench.notes.cloudFailures)
                .singleElement()
                .extracting(Failure::describe)
                .asString()
                .contains("no stage");
        cloud.start = AwkwardCloud::well;
        bench.runFor(NEXT_ATTEMPT);

        assertThat(bench.provisioned()).isTrue();
    }

    @Test
    void one_that_cannot_be_stopped_does_not_keep_the_device_from_being_provisioned_again() {
        cloud.stop = AwkwardCloud::broken;
        provision();

        cloud.refuse();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(asked(ProvisioningStep.TIME)).isEqualTo(2);
        assertThat(cloud.starts).isEqualTo(2);
        assertThat(bench.provisioned()).isTrue();
    }

    @Test
    void one_that_finds_the_store_full_is_started_again_and_nothing_else_is_done_again() {
        cloud.start = () -> CompletableFuture.failedStage(
                new StoreException("/state", "room for the state", "a full disk", "make room"));
        provision();
        cloud.start = AwkwardCloud::well;
        bench.runFor(NEXT_ATTEMPT);

        assertThat(bench.notes.cloudFailures)
                .singleElement()
                .isInstanceOfSatisfying(
                        Failure.LocalFault.class,
                        failure -> assertThat(failure.reason()).contains("a full disk"));
        assertThat(cloud.starts).isEqualTo(2);
        assertThat(bench.service.counts().values()).containsOnly(1);
        assertThat(bench.provisioned()).isTrue();
    }

    @Test
    void one_that_cannot_be_left_delays_the_cloud_that_comes_after_by_seconds() {
        provision();
        bench.device.update(state -> state.withCloud(
                state.cloud().withRegistration(new CloudRegistration("user", TOKEN, TOKEN, Optional.empty()))));
        cloud.stop = CompletableFuture::new;

        bench.provisionAgain();
        bench.runFor(Duration.ofSeconds(5));

        assertThat(asked(ProvisioningStep.TIME)).isEqualTo(2);
        assertThat(bench.provisioned()).isTrue();
        assertThat(bench.device.state().cloud().registration()).isEmpty();
        assertThat(bench.notes.failures).isEmpty();
    }

    @Test
    void a_client_that_is_stopped_while_its_cloud_client_starts_leaves_no_timer() {
        cloud.start = CompletableFuture::new;
        provision();
        assertThat(bench.loop.pendingTimers()).isEqualTo(1);

        bench.client.close();
        bench.loop.runNext();

        assertThat(bench.loop.pendingTimers()).isZero();
    }

    @Test
    void one_that_completes_its_start_elsewhere_is_told_of_on_the_loop() {
        provision();
        CompletableFuture<Void> elsewhere = new CompletableFuture<>();
        cloud.start = () -> elsewhere;
        List<Boolean> onTheLoop = new ArrayList<>();
        var unused = bench.client.startCloud().thenRun(() -> onTheLoop.add(bench.loop.inLoop()));
        bench.runFor(Duration.ofMillis(1));

        elsewhere.complete(null);
        bench.runFor(Duration.ofMillis(1));

        assertThat(onTheLoop).containsExactly(true);
    }
}
