package org.dps4j.device.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.VirtualLoop;
import org.junit.jupiter.api.Test;

class DeviceClockTest {

    private static final Instant SYSTEM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant TOLD = Instant.parse("2026-06-01T12:00:00Z");

    private final VirtualLoop loop = new VirtualLoop(1);
    private final DeviceClock clock = new DeviceClock(loop);

    DeviceClockTest() {
        loop.setWallClock(SYSTEM);
    }

    @Test
    void follows_the_system_until_it_is_told_a_time() {
        assertThat(clock.now()).isEqualTo(SYSTEM);
        assertThat(clock.isActive()).isFalse();
        assertThat(clock.status()).isEqualTo(ClockStatus.SYNCING);
    }

    @Test
    void tells_its_listeners_a_time_that_is_told_and_not_one_that_was_kept() {
        List<Instant> heard = new ArrayList<>();
        clock.addListener(time -> {
            throw new IllegalStateException("a bug of the program");
        });
        Cancellable listening = clock.addListener(heard::add);

        clock.restore(SYSTEM);
        clock.set(TOLD);
        clock.deactivate();
        listening.cancel();
        clock.set(SYSTEM);

        assertThat(heard).containsExactly(TOLD);
    }

    @Test
    void carries_a_time_on_by_the_monotonic_clock_whatever_the_wall_clock_does() {
        clock.set(TOLD);

        loop.advance(Duration.ofMinutes(5));
        loop.setWallClock(SYSTEM.minus(Duration.ofDays(900)));

        assertThat(clock.now()).isEqualTo(TOLD.plus(Duration.ofMinutes(5)));
        assertThat(clock.status()).isEqualTo(ClockStatus.IN_SYNC);
    }

    @Test
    void a_time_from_the_store_counts_and_says_where_it_comes_from() {
        clock.restore(TOLD);

        assertThat(clock.isActive()).isTrue();
        assertThat(clock.now()).isEqualTo(TOLD);
        assertThat(clock.status()).isEqualTo(ClockStatus.IN_SYNC_FROM_STORAGE);
        assertThat(clock.status().wire()).isEqualTo("in-sync-from-storage");
    }

    @Test
    void follows_the_system_again_once_deactivated() {
        clock.set(TOLD);

        clock.deactivate();

        assertThat(clock.isActive()).isFalse();
        assertThat(clock.now()).isEqualTo(SYSTEM);
    }

    @Test
    void certificates_are_judged_by_the_device_time_only_when_it_is_more_than_an_hour_ahead() {
        Instant hourAhead = SYSTEM.plus(Duration.ofHours(1));

        assertThat(DeviceClock.certificateTime(hourAhead.plusNanos(1), SYSTEM)).isEqualTo(hourAhead.plusNanos(1));
        assertThat(DeviceClock.certificateTime(hourAhead, SYSTEM)).isEqualTo(SYSTEM);
        assertThat(DeviceClock.certificateTime(SYSTEM.minus(Duration.ofDays(1)), SYSTEM))
                .isEqualTo(SYSTEM);
    }

    @Test
    void the_clock_applies_that_rule_to_itself() {
        clock.set(TOLD);
        assertThat(clock.certificateTime()).isEqualTo(TOLD);

        clock.set(SYSTEM.minus(Duration.ofDays(1)));
        assertThat(clock.certificateTime()).isEqualTo(SYSTEM);
    }
}
