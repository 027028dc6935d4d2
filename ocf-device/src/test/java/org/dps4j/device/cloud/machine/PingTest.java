package org.dps4j.device.cloud.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.dps4j.device.cloud.CloudFailure;
import org.junit.jupiter.api.Test;

class PingTest {

    private static CloudRun missed(CloudRun run) {
        run.due(CloudTimer.PING);
        assertThat(run.only(CloudEffect.Ping.class))
                .contains(new CloudEffect.Ping(Duration.ofSeconds(4), run.state.connection()));
        return run.on(new CloudEvent.PongMissed(run.state.connection()));
    }

    @Test
    void a_pong_is_followed_by_a_ping_twenty_seconds_later() {
        CloudRun run = CloudRun.online().due(CloudTimer.PING);

        run.on(new CloudEvent.PongReceived(run.state.connection()));

        assertThat(run.after(CloudTimer.PING)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void a_missed_pong_is_followed_by_a_ping_four_seconds_later() {
        CloudRun run = missed(CloudRun.online());

        assertThat(run.after(CloudTimer.PING)).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void six_misses_in_a_row_are_the_end_of_the_connection() {
        CloudRun run = CloudRun.online();
        for (int i = 0; i < 5; i++) {
            missed(run);
            assertThat(run.state.phase()).isEqualTo(CloudPhase.ONLINE);
        }

        missed(run);

        assertThat(run.standing()).isEqualTo("registered 2");
        assertThat(run.state.cause()).contains(new CloudFailure.PingsMissed(6));
        assertThat(run.did(CloudEffect.Disconnect.class)).isTrue();
        assertThat(run.timers()).contains(CloudTimer.RETRY);
    }

    @Test
    void one_pong_makes_up_for_all_misses() {
        CloudRun run = CloudRun.online();
        for (int i = 0; i < 5; i++) {
            missed(run);
        }
        run.due(CloudTimer.PING).on(new CloudEvent.PongReceived(run.state.connection()));
        for (int i = 0; i < 5; i++) {
            missed(run);
        }

        assertThat(run.state.phase()).isEqualTo(CloudPhase.ONLINE);
    }

    @Test
    void a_pong_of_an_earlier_connection_counts_for_nothing() {
        CloudRun run = CloudRun.online();
        long before = run.state.connection();
        run.disconnected().due(CloudTimer.RETRY).signedIn(CloudRun.HOUR);

        assertThat(run.on(new CloudEvent.PongMissed(before)).effects).isEmpty();
        assertThat(run.on(new CloudEvent.PongReceived(before)).effects).isEmpty();
    }
}
