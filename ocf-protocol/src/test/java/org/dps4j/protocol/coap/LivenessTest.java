package org.dps4j.protocol.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dps4j.loop.VirtualLoop;
import org.junit.jupiter.api.Test;

class LivenessTest {

    private final VirtualLoop loop = new VirtualLoop(1);
    private final List<CloseReason> ends = new ArrayList<>();
    private int pings;

    private Liveness watch(TransportLimits limits) {
        Liveness liveness = new Liveness(loop, limits, new Liveness.Actions() {
            @Override
            public void ping() {
                pings++;
            }

            @Override
            public void end(CloseReason reason) {
                ends.add(reason);
            }
        });
        liveness.start();
        return liveness;
    }

    private void seconds(double seconds) {
        loop.advance(Duration.ofMillis((long) (seconds * 1_000)));
    }

    @Test
    void a_service_closes_a_connection_that_was_silent_for_twenty_seconds() {
        Liveness liveness = watch(TransportLimits.forService());

        seconds(15);
        liveness.received();
        seconds(19.9);
        assertThat(ends).isEmpty();
        seconds(0.2);

        assertThat(ends).containsExactly(new CloseReason.IdleTimeout(Duration.ofSeconds(20)));
    }

    @Test
    void what_is_sent_keeps_a_connection_up_too() {
        Liveness liveness = watch(TransportLimits.forService());

        seconds(15);
        liveness.sent();
        seconds(19);

        assertThat(ends).isEmpty();
    }

    @Test
    void a_device_waits_for_ever_by_default() {
        Liveness liveness = watch(TransportLimits.forDevice());

        loop.advance(Duration.ofDays(30));
        liveness.received();

        assertThat(ends).isEmpty();
        assertThat(pings).isZero();
        assertThat(loop.pendingTimers()).isZero();
    }

    @Test
    void a_ping_goes_out_after_each_interval_of_silence() {
        Liveness liveness = watch(TransportLimits.forDevice().withPing(Duration.ofSeconds(10), 3));

        seconds(10.1);
        assertThat(pings).isEqualTo(1);
        liveness.received();
        seconds(9);
        assertThat(pings).isEqualTo(1);
        seconds(1.1);

        assertThat(pings).isEqualTo(2);
        assertThat(ends).isEmpty();
    }

    @Test
    void a_busy_connection_is_not_pinged() {
        Liveness liveness = watch(TransportLimits.forDevice().withPing(Duration.ofSeconds(10), 3));

        for (int second = 0; second < 100; second++) {
            seconds(1);
            liveness.received();
        }

        assertThat(pings).isZero();
    }

    @Test
    void missed_pings_in_a_row_end_it() {
        Liveness liveness = watch(TransportLimits.forDevice().withPing(Duration.ofSeconds(10), 3));

        seconds(25);
        liveness.received();
        seconds(10 + 29.9);
        assertThat(ends).isEmpty();
        seconds(0.2);

        assertThat(ends).containsExactly(new CloseReason.PingMissed(3));
    }

    @Test
    void a_message_has_ten_seconds_from_its_first_byte() {
        Liveness liveness = watch(TransportLimits.forDevice());

        liveness.framePartial();
        seconds(9);
        liveness.framePartial();
        assertThat(ends).isEmpty();
        seconds(1);

        assertThat(ends).containsExactly(new CloseReason.FrameTimeout(Duration.ofSeconds(10)));
    }

    @Test
    void each_message_has_its_own_ten_seconds() {
        Liveness liveness = watch(TransportLimits.forDevice());

        for (int message = 0; message < 10; message++) {
            liveness.framePartial();
            seconds(9);
            liveness.frameComplete();
        }

        assertThat(ends).isEmpty();
    }

    @Test
    void no_timer_stays_behind() {
        Liveness liveness = watch(TransportLimits.forService().withPing(Duration.ofSeconds(1), 3));
        liveness.framePartial();

        liveness.stop();

        assertThat(loop.pendingTimers()).isZero();
    }
}
