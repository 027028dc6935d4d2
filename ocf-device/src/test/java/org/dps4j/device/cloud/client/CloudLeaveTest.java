package org.dps4j.device.cloud.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.device.cloud.scripted.CloudOperation.REFRESH;
import static org.dps4j.device.cloud.scripted.CloudOperation.SIGN_IN;
import static org.dps4j.device.cloud.scripted.CloudOperation.SIGN_OFF;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudProvisioningStatus;
import org.dps4j.device.cloud.CloudRegistration;
import org.dps4j.device.cloud.scripted.CloudReply;
import org.junit.jupiter.api.Test;

/** How a device leaves its cloud: by signing off, by a stop, by being closed. */
class CloudLeaveTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private static CloudRegistration account(CloudBench bench) {
        return bench.device.state().cloud().registration().orElseThrow();
    }

    @Test
    void signing_off_gives_the_account_up_and_forgets_the_cloud() {
        CloudBench bench = new CloudBench().start();

        var left = bench.client.signOff(Duration.ofSeconds(3)).toCompletableFuture();
        bench.runFor(Duration.ofMillis(100));

        assertThat(left).isCompleted();
        assertThat(bench.cloud.isRegistered()).isFalse();
        assertThat(bench.cloud.log()).endsWith(SIGN_OFF);
        assertThat(bench.device.state().cloud()).isEqualTo(CloudConfiguration.DEFAULT);
        assertThat(bench.transport.open()).isZero();
        assertThat(bench.client.status().provisioning()).isEqualTo(CloudProvisioningStatus.UNINITIALIZED);
    }

    @Test
    void a_cloud_that_was_never_reached_since_the_start_is_forgotten_too() {
        CloudBench bench = new CloudBench().start();
        bench.transport.silence(CloudBench.FIRST);
        bench.restart();

        var left = bench.client.signOff(Duration.ofSeconds(3)).toCompletableFuture();
        bench.runFor(Duration.ofSeconds(4));

        assertThat(left).isCompleted();
        assertThat(bench.device.state().cloud()).isEqualTo(CloudConfiguration.DEFAULT);
    }

    @Test
    void a_token_that_was_refreshed_meanwhile_is_forgotten_with_its_cloud() {
        CloudBench bench = new CloudBench();
        bench.cloud.longTokens();
        bench.start();
        bench.client.stop();
        bench.runFor(LONG);
        bench.cloud.on(SIGN_IN, CloudReply.silence());

        var left = bench.client.signOff(Duration.ofSeconds(3)).toCompletableFuture();
        bench.runFor(Duration.ofSeconds(4));

        assertThat(bench.cloud.log()).contains(REFRESH);
        assertThat(left).isCompleted();
        assertThat(bench.device.state().cloud()).isEqualTo(CloudConfiguration.DEFAULT);
    }

    @Test
    void a_long_token_is_not_put_into_the_query() {
        CloudBench bench = new CloudBench();
        bench.cloud.longTokens();
        bench.start();

        var left = bench.client.signOff(Duration.ofSeconds(3)).toCompletableFuture();
        bench.runFor(Duration.ofMillis(100));

        assertThat(left).isCompleted();
        assertThat(bench.cloud.isRegistered()).isFalse();
    }

    @Test
    void who_is_offline_with_a_long_token_comes_back_to_sign_off() {
        CloudBench bench = new CloudBench();
        bench.cloud.longTokens();
        bench.start();
        bench.client.stop();
        bench.runFor(LONG);

        var left = bench.client.signOff(Duration.ofSeconds(3)).toCompletableFuture();
        bench.runFor(Duration.ofMillis(100));

        assertThat(left).isCompleted();
        assertThat(bench.cloud.log()).endsWith(REFRESH, SIGN_IN, SIGN_OFF);
        assertThat(bench.cloud.isRegistered()).isFalse();
    }

    @Test
    void signing_off_takes_no_longer_than_it_may() {
        CloudBench bench = new CloudBench().start();
        bench.cloud.on(SIGN_OFF, CloudReply.silence());

        CompletableFuture<Void> left =
                bench.client.signOff(Duration.ofSeconds(3)).toCompletableFuture();
        bench.runFor(Duration.ofMillis(2_900));
        assertThat(left).isNotDone();
        bench.runFor(Duration.ofMillis(200));

        assertThat(left).isCompleted();
        assertThat(bench.device.state().cloud()).isEqualTo(CloudConfiguration.DEFAULT);
    }

    @Test
    void signing_off_several_times_is_one_request() {
        CloudBench bench = new CloudBench().start();
        bench.cloud.on(SIGN_OFF, new CloudReply.Late(Duration.ofSeconds(1)));

        List<CompletableFuture<Void>> all = IntStream.range(0, 3)
                .mapToObj(i -> bench.client.signOff(Duration.ofSeconds(3)).toCompletableFuture())
                .toList();
        bench.runFor(Duration.ofSeconds(2));

        assertThat(all).allSatisfy(left -> assertThat(left).isCompleted());
        assertThat(bench.cloud.log()).filteredOn(SIGN_OFF::equals).hasSize(1);
    }

    @Test
    void a_stop_closes_the_connection_and_keeps_the_account() {
        CloudBench bench = new CloudBench().start();

        assertThat(bench.client.stop().toCompletableFuture()).isNotDone();
        bench.runFor(LONG);

        assertThat(bench.transport.open()).isZero();
        assertThat(bench.cloud.isRegistered()).isTrue();
        assertThat(account(bench)).isNotNull();
        assertThat(bench.loop.pendingTimers()).isZero();
    }

    @Test
    void a_closed_client_does_nothing_more() {
        CloudBench bench = new CloudBench().start();
        bench.client.close();
        bench.client.close();
        bench.start();

        assertThat(bench.transport.open()).isZero();
        assertThat(bench.client.signOff(LONG).toCompletableFuture()).isNotDone();
        bench.runFor(LONG);
        assertThat(bench.loop.pendingTimers()).isZero();
    }
}
