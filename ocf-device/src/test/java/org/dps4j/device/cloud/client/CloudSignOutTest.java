package org.dps4j.device.cloud.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dps4j.device.cloud.scripted.CloudOperation.PUBLISH;
import static org.dps4j.device.cloud.scripted.CloudOperation.SIGN_IN;
import static org.dps4j.device.cloud.scripted.CloudOperation.SIGN_OFF;
import static org.dps4j.device.cloud.scripted.CloudOperation.SIGN_UP;

import java.time.Duration;
import java.util.Optional;
import org.dps4j.device.cloud.CloudActivity;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudFlag;
import org.dps4j.device.cloud.CloudProvisioningStatus;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.device.cloud.scripted.CloudReply;
import org.junit.jupiter.api.Test;

/** How a device goes offline and keeps its account, and of what its reports speak. */
class CloudSignOutTest {

    private static final Duration LIMIT = Duration.ofSeconds(3);

    private static CloudStatus last(CloudBench bench) {
        return bench.news.get(bench.news.size() - 1);
    }

    @Test
    void signing_out_tells_the_cloud_and_keeps_the_account() {
        CloudBench bench = new CloudBench().start();

        var gone = bench.client.signOut(LIMIT).toCompletableFuture();
        bench.runFor(Duration.ofMillis(100));

        assertThat(gone).isCompleted();
        assertThat(bench.cloud.log()).containsExactly(SIGN_UP, SIGN_IN, PUBLISH, SIGN_IN);
        assertThat(bench.cloud.isRegistered()).isTrue();
        assertThat(bench.transport.open()).isZero();
        assertThat(last(bench).flags()).containsExactlyInAnyOrder(CloudFlag.REGISTERED, CloudFlag.LOGGED_OUT);
        assertThat(last(bench).mask()).isEqualTo(0x11);
        assertThat(last(bench).activity()).contains(CloudActivity.SIGN_OUT);
        assertThat(last(bench).provisioning()).isEqualTo(CloudProvisioningStatus.REGISTERED);
        assertThat(bench.device.state().cloud().registration()).isPresent();
        bench.runFor(Duration.ofMinutes(5));
        assertThat(bench.loop.pendingTimers()).isZero();
    }

    @Test
    void who_signed_out_comes_back_when_it_is_started() {
        CloudBench bench = new CloudBench().start();
        var unused = bench.client.signOut(LIMIT);
        bench.runFor(Duration.ofMinutes(10));
        assertThat(bench.isOnline()).isFalse();

        bench.start();

        assertThat(bench.isOnline()).isTrue();
        assertThat(bench.cloud.log()).filteredOn(SIGN_UP::equals).hasSize(1);
    }

    @Test
    void a_cloud_that_refuses_or_cuts_a_sign_out_does_not_keep_the_device() {
        for (CloudReply reply : new CloudReply[] {CloudReply.code("4.01"), CloudReply.drop()}) {
            CloudBench bench = new CloudBench().start();
            bench.cloud.on(SIGN_IN, reply);

            var gone = bench.client.signOut(LIMIT).toCompletableFuture();
            bench.runFor(Duration.ofMillis(100));

            assertThat(gone).isCompleted();
            assertThat(last(bench).flags())
                    .containsExactlyInAnyOrder(CloudFlag.REGISTERED, CloudFlag.LOGGED_OUT, CloudFlag.FAILURE);
            assertThat(bench.transport.open()).isZero();
            bench.runFor(Duration.ofMinutes(5));
            assertThat(bench.loop.pendingTimers()).isZero();
        }
    }

    @Test
    void signing_out_takes_no_longer_than_it_may() {
        CloudBench bench = new CloudBench().start();
        bench.cloud.on(SIGN_IN, CloudReply.silence());

        var gone = bench.client.signOut(LIMIT).toCompletableFuture();
        bench.runFor(Duration.ofMillis(2_900));
        assertThat(gone).isNotDone();
        bench.runFor(Duration.ofMillis(200));

        assertThat(gone).isCompleted();
        assertThat(last(bench).flags()).contains(CloudFlag.LOGGED_OUT);
        bench.runFor(Duration.ofMinutes(5));
        assertThat(bench.loop.pendingTimers()).isZero();
    }

    @Test
    void who_is_offline_has_nothing_to_tell() {
        CloudBench bench = new CloudBench();

        var gone = bench.client.signOut(LIMIT).toCompletableFuture();
        bench.runFor(Duration.ofMillis(100));

        assertThat(gone).isCompleted();
        assertThat(bench.cloud.log()).isEmpty();
        assertThat(last(bench).flags()).doesNotContain(CloudFlag.LOGGED_OUT);
    }

    @Test
    void a_sign_off_in_the_meantime_wins() {
        CloudBench bench = new CloudBench().start();
        bench.cloud.on(SIGN_IN, CloudReply.silence());

        var gone = bench.client.signOut(LIMIT).toCompletableFuture();
        var left = bench.client.signOff(LIMIT).toCompletableFuture();
        bench.runFor(Duration.ofMillis(100));

        assertThat(gone).isCompleted();
        assertThat(left).isCompleted();
        assertThat(bench.cloud.log()).endsWith(SIGN_OFF);
        assertThat(bench.cloud.isRegistered()).isFalse();
    }

    @Test
    void a_limit_below_zero_is_refused() {
        CloudBench bench = new CloudBench();

        assertThatThrownBy(() -> bench.client.signOut(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("limit");
    }

    @Test
    void each_report_says_what_it_speaks_of() {
        CloudBench bench = new CloudBench();
        bench.cloud.on(SIGN_UP, CloudReply.code("5.03"));
        bench.cloud.on(PUBLISH, CloudReply.body("ff"));
        bench.start().runFor(Duration.ofSeconds(10));
        bench.transport.cut();
        bench.runFor(Duration.ofMillis(10));

        assertThat(bench.news)
                .extracting(CloudStatus::activity)
                .containsSubsequence(
                        Optional.empty(),
                        Optional.of(CloudActivity.SIGN_UP),
                        Optional.of(CloudActivity.SIGN_UP),
                        Optional.of(CloudActivity.SIGN_IN),
                        Optional.of(CloudActivity.PUBLISH),
                        Optional.of(CloudActivity.PUBLISH),
                        Optional.of(CloudActivity.STAY));
        assertThat(bench.client.status().cause()).containsInstanceOf(CloudFailure.ConnectionLost.class);
        assertThat(bench.client.status().nextAttempt()).isPresent();
    }
}
