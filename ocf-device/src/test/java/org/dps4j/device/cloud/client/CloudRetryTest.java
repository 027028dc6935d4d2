package org.dps4j.device.cloud.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.dps4j.device.cloud.scripted.CloudOperation;
import org.dps4j.device.cloud.scripted.CloudReply;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A schedule of its own that a program gives its cloud client. */
class CloudRetryTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private record Own(int attempts, Supplier<Duration> timeout, Supplier<Duration> pause) implements CloudRetry {
        @Override
        public Duration timeout(int attempt) {
            return timeout.get();
        }

        @Override
        public Duration pause(int attempt, RandomGenerator random) {
            return pause.get();
        }
    }

    private static <T> T broken() {
        throw new AssertionError("broken on purpose");
    }

    @SuppressWarnings("NullAway") // what a program without null checks may do
    private static Duration nothing() {
        return null;
    }

    static Stream<Arguments> schedules_that_are_of_no_use() {
        return Stream.<Supplier<Duration>>of(
                        CloudRetryTest::broken,
                        CloudRetryTest::nothing,
                        () -> Duration.ofSeconds(-1),
                        () -> Duration.ofSeconds(Long.MAX_VALUE))
                .flatMap(bad -> Stream.of(
                        Arguments.of(new Own(9, bad, () -> SECOND)), Arguments.of(new Own(9, () -> SECOND, bad))));
    }

    @ParameterizedTest
    @MethodSource("schedules_that_are_of_no_use")
    void a_schedule_that_is_of_no_use_keeps_no_device_from_its_cloud(CloudRetry schedule) {
        CloudBench bench = new CloudBench(CloudSettings.DEFAULTS.withRetry(schedule));
        bench.cloud.on(
                CloudOperation.SIGN_UP,
                Collections.nCopies(7, CloudReply.code("5.03")).toArray(CloudReply[]::new));

        bench.start().runFor(Duration.ofMinutes(10));

        assertThat(bench.isOnline()).isTrue();
    }

    @Test
    void a_schedule_without_pauses_does_not_make_the_device_ask_all_the_time() {
        CloudBench bench =
                new CloudBench(CloudSettings.DEFAULTS.withRetry(new Own(9, () -> SECOND, () -> Duration.ZERO)));
        bench.cloud.on(
                CloudOperation.SIGN_UP,
                Collections.nCopies(7, CloudReply.code("5.03")).toArray(CloudReply[]::new));

        assertThat(bench.start().runFor(Duration.ofMillis(550)).isOnline()).isFalse();
        assertThat(bench.runFor(Duration.ofMillis(300)).isOnline()).isTrue();
    }

    @Test
    void an_attempt_that_would_end_at_once_gets_the_time_of_the_default_schedule() {
        CloudBench bench =
                new CloudBench(CloudSettings.DEFAULTS.withRetry(new Own(1, () -> Duration.ZERO, () -> SECOND)));

        assertThat(bench.start().isOnline()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void a_schedule_without_an_attempt_is_refused(int attempts) {
        CloudSettings settings = CloudSettings.DEFAULTS.withRetry(new Own(attempts, () -> SECOND, () -> SECOND));

        assertThatThrownBy(() -> new CloudBench(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected at least 1 attempt");
    }

    @Test
    void the_entries_of_a_table_are_the_timeouts_and_its_pauses_between_half_of_them_and_all() {
        CloudRetry table = CloudRetry.ofTimeouts(List.of(SECOND, Duration.ofSeconds(10)));

        assertThat(table.attempts()).isEqualTo(2);
        assertThat(table.timeout(1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(table.pause(1, new Random(1))).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
    }

    static Stream<List<Duration>> tables_that_are_none() {
        return Stream.of(
                List.of(),
                Collections.nCopies(9, SECOND),
                List.of(SECOND, Duration.ZERO),
                List.of(Duration.ofMillis(9)),
                List.of(Duration.ofHours(1).plusNanos(1)));
    }

    @ParameterizedTest
    @MethodSource("tables_that_are_none")
    void a_table_has_one_to_eight_entries_from_10_ms_to_an_hour(List<Duration> entries) {
        assertThatThrownBy(() -> CloudRetry.ofTimeouts(entries))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("retry table");
    }
}
