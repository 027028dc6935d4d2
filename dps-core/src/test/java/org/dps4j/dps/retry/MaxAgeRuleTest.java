package org.dps4j.dps.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class MaxAgeRuleTest {

    private static final Duration DRAWN = Duration.ofSeconds(7);

    private final RandomGenerator random = new Random(1);

    @Test
    void what_a_service_asks_for_is_ignored_where_it_is_not_wanted() {
        assertThat(MaxAgeRule.IGNORED.pause(DRAWN, Optional.of(Duration.ofSeconds(60)), random))
                .isEqualTo(DRAWN);
    }

    @Test
    void a_pause_that_is_long_enough_and_a_service_that_asks_for_nothing_change_nothing() {
        assertThat(MaxAgeRule.LOWER_BOUND.pause(DRAWN, Optional.of(Duration.ofSeconds(7)), random))
                .isEqualTo(DRAWN);
        assertThat(MaxAgeRule.LOWER_BOUND.pause(DRAWN, Optional.empty(), random))
                .isEqualTo(DRAWN);
    }

    @Test
    void devices_that_were_told_the_same_come_back_later_than_that_and_not_all_at_once() {
        Set<Duration> pauses = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            pauses.add(MaxAgeRule.LOWER_BOUND.pause(DRAWN, Optional.of(Duration.ofSeconds(60)), random));
        }

        assertThat(pauses)
                .hasSizeGreaterThan(90)
                .allSatisfy(pause -> assertThat(pause).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(67)));
    }

    @Test
    void no_service_puts_a_device_off_for_longer_than_an_hour_and_the_pause() {
        Optional<Duration> longest = Optional.of(Duration.ofSeconds(0xFFFFFFFFL));

        assertThat(MaxAgeRule.LOWER_BOUND.pause(DRAWN, longest, random))
                .isBetween(Duration.ofHours(1), Duration.ofHours(1).plus(DRAWN));
        assertThat(MaxAgeRule.LOWER_BOUND.pause(Duration.ZERO, longest, random)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void a_longer_pause_of_the_schedule_stays() {
        Duration days = Duration.ofDays(2);

        assertThat(MaxAgeRule.LOWER_BOUND.pause(days, Optional.of(Duration.ofHours(3)), random))
                .isEqualTo(days);
    }
}
