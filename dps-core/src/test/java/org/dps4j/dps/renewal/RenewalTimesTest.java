package org.dps4j.dps.renewal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenewalTimesTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static Duration wait(long limit, long age, long left) {
        Standing.Good standing = new Standing.Good(NOW.minusSeconds(age), NOW.plusSeconds(left));
        return Duration.between(NOW, new RenewalTimes(Duration.ofSeconds(limit)).due(standing, NOW));
    }

    @ParameterizedTest
    @CsvSource({
        // limit, age, left, expected wait in s
        "0, 0, 0, 10",
        "0, 0, 59, 10",
        "0, 0, 60, 60",
        "0, 0, 179, 60",
        "0, 0, 180, 120",
        "0, 0, 359, 120",
        "0, 0, 360, 240",
        "0, 0, 361, 240",
        "3600, 0, 3599, 1",
        "3600, 0, 3600, 2400",
        "3600, 0, 86400, 57600",
        "3600, 0, 7776000, 5184000",
        "30, 0, 29, 1",
        "30, 0, 59, 10",
    })
    void fresh_credentials_are_renewed_by_the_table_of_plgd_but_never_at_once(
            long limit, long age, long left, long expected) {
        assertThat(wait(limit, age, left)).isEqualTo(Duration.ofSeconds(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "3600, 43200, 43200, 14400",
        "3600, 57599, 28801, 1",
        "3600, 57600, 28800, 1",
        "3600, 80000, 6400, 1",
        "3600, -500, 86400, 57600",
    })
    void a_restart_does_not_put_it_off(long limit, long age, long left, long expected) {
        assertThat(wait(limit, age, left)).isEqualTo(Duration.ofSeconds(expected));
    }

    @Test
    void a_life_of_many_years_does_not_overflow() {
        Standing.Good standing = new Standing.Good(Instant.EPOCH, Instant.parse("9999-12-31T23:59:59Z"));

        assertThat(new RenewalTimes(Duration.ZERO).due(standing, NOW)).isAfter(NOW.plusSeconds(1L << 37));
    }

    @ParameterizedTest
    @CsvSource({
        // drawn, rounds, left, expected in ms
        "7000, 0, 86400000, 7000",
        "7000, 1, 86400000, 14000",
        "7000, 5, 86400000, 224000",
        "80000, 6, 8640000000, 3600000",
        "80000, 60, 8640000000, 3600000",
        "7000, 10, 600000, 400000",
        "7000, 0, 3000, 4000",
        "0, 0, 86400000, 1000",
        "7200000, 3, 86400000, 7200000",
        "604800000, 0, 60000, 61000",
    })
    void pauses_grow_with_each_round_in_vain_and_never_outlast_the_credentials(
            long drawn, int rounds, long left, long expected) {
        assertThat(RenewalTimes.pause(Duration.ofMillis(drawn), rounds, Duration.ofMillis(left)))
                .isEqualTo(Duration.ofMillis(expected));
    }

    @Test
    void a_sleep_is_an_hour_at_most() {
        assertThat(RenewalTimes.sleep(NOW, NOW.plusSeconds(86_400))).isEqualTo(Duration.ofHours(1));
        assertThat(RenewalTimes.sleep(NOW, NOW.plusSeconds(5))).isEqualTo(Duration.ofSeconds(5));
        assertThat(RenewalTimes.sleep(NOW, NOW.minusSeconds(5))).isEqualTo(Duration.ZERO);
    }

    @Test
    void the_limit_is_not_negative() {
        assertThatThrownBy(() -> new RenewalTimes(Duration.ofSeconds(-1))).hasMessageContaining("0 or more");
    }
}
