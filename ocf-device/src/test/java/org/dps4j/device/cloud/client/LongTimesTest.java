package org.dps4j.device.cloud.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.dps4j.device.cloud.machine.KeepAlive;
import org.dps4j.device.cloud.scripted.CloudOperation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times from others that are longer than a clock counts. */
class LongTimesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE);

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 1L << 32, (1L << 32) - 1, -1, -(1L << 32), Long.MIN_VALUE})
    void a_token_may_be_good_for_as_long_as_the_cloud_likes(long seconds) {
        CloudBench bench = new CloudBench();
        bench.cloud.lifetime(Optional.of(Duration.ofSeconds(seconds)));

        bench.start().runFor(Duration.ofDays(1));
        assertThat(bench.isOnline()).isTrue();
        assertThat(bench.cloud.log())
                .containsExactly(CloudOperation.SIGN_UP, CloudOperation.SIGN_IN, CloudOperation.PUBLISH);

        assertThat(bench.restart().isOnline()).isTrue();
        assertThat(bench.failures).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, 1L << 32, (1L << 32) - 1, -1, -(1L << 32), Long.MIN_VALUE})
    void so_may_one_that_is_refreshed(long seconds) {
        CloudBench bench = new CloudBench().start();

        bench.cloud.lifetime(Optional.of(Duration.ofSeconds(seconds)));
        bench.runFor(Duration.ofDays(1));

        assertThat(bench.isOnline()).isTrue();
        assertThat(bench.cloud.log()).endsWith(CloudOperation.REFRESH, CloudOperation.SIGN_IN);
        assertThat(bench.failures).isEmpty();
    }

    @Test
    void a_program_may_ask_the_cloud_never_whether_it_is_there() {
        CloudBench bench =
                new CloudBench(CloudSettings.DEFAULTS.withKeepAlive(new KeepAlive(LONGEST, LONGEST, 1))).start();

        bench.runFor(Duration.ofMinutes(1));

        assertThat(bench.isOnline()).isTrue();
        assertThat(bench.cloud.directory()).isNotEmpty();
    }

    @Test
    void a_ping_may_wait_for_its_pong_for_ever() {
        CloudBench bench = new CloudBench(CloudSettings.DEFAULTS.withKeepAlive(new KeepAlive(SECOND, LONGEST, 2)));
        bench.cloud.deaf(true);

        bench.start().runFor(Duration.ofDays(1));

        assertThat(bench.isOnline()).isTrue();
        assertThat(bench.failures).isEmpty();
    }

    @Test
    void a_device_may_take_as_long_to_leave_as_the_program_likes() {
        CloudBench bench = new CloudBench().start();

        var left = bench.client.signOff(LONGEST).toCompletableFuture();
        bench.runFor(SECOND);

        assertThat(left).isCompleted();
        assertThat(bench.cloud.isRegistered()).isFalse();
    }
}
