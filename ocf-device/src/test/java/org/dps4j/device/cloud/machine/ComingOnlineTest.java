package org.dps4j.device.cloud.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.dps4j.device.cloud.CloudErrorCode;
import org.dps4j.device.cloud.CloudFlag;
import org.dps4j.device.cloud.CloudProvisioningStatus;
import org.dps4j.device.cloud.machine.Grant.ServerAfter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComingOnlineTest {

    @Test
    void a_new_device_signs_up_signs_in_and_publishes_without_any_pause() {
        CloudRun run = new CloudRun().started(Tokens.NONE, CloudRun.DEVICE, CloudRun.LIGHT);
        assertThat(run.asked()).contains(CloudAction.SIGN_UP);
        assertThat(run.timers()).isEmpty();
        run.assertStanding(CloudProvisioningStatus.REGISTERING, CloudErrorCode.NONE);

        run.signedUp(CloudRun.HOUR);
        assertThat(run.reported()).containsExactlyInAnyOrder(CloudFlag.REGISTERED, CloudFlag.TOKEN_EXPIRY);
        assertThat(run.asked()).contains(CloudAction.SIGN_IN);
        run.assertStanding(CloudProvisioningStatus.REGISTERED, CloudErrorCode.NONE);

        run.signedIn(CloudRun.HOUR);
        assertThat(run.reported())
                .containsExactlyInAnyOrder(CloudFlag.REGISTERED, CloudFlag.LOGGED_IN, CloudFlag.TOKEN_EXPIRY);
        assertThat(run.only(CloudEffect.Publish.class).orElseThrow().links())
                .containsExactly(CloudRun.DEVICE, CloudRun.LIGHT);
        assertThat(run.after(CloudTimer.PING)).isEqualTo(Duration.ofSeconds(20));

        run.publishedAll();
        assertThat(run.state.phase()).isEqualTo(CloudPhase.ONLINE);
        assertThat(run.effects).isEmpty();
    }

    @Test
    void a_device_with_an_account_refreshes_its_token_first() {
        CloudRun run = new CloudRun().started(CloudRun.STALE);
        assertThat(run.asked()).contains(CloudAction.REFRESH);

        run.refreshed(CloudRun.HOUR);
        assertThat(run.reported())
                .containsExactlyInAnyOrder(CloudFlag.REGISTERED, CloudFlag.REFRESHED_TOKEN, CloudFlag.TOKEN_EXPIRY);
        assertThat(run.asked()).contains(CloudAction.SIGN_IN);
    }

    @Test
    void a_token_that_never_ends_is_used_as_it_is() {
        CloudRun run = new CloudRun().started(CloudRun.LASTING);
        assertThat(run.asked()).contains(CloudAction.SIGN_IN);

        run.on(new CloudEvent.SignedIn(run.state.request(), Optional.empty()));

        assertThat(run.timers()).containsExactly(CloudTimer.PING);
        assertThat(run.reported()).containsExactlyInAnyOrder(CloudFlag.REGISTERED, CloudFlag.LOGGED_IN);
    }

    @ParameterizedTest
    @CsvSource({"36000, 35400", "3601, 3001", "3600, 3480", "241, 121", "240, 230", "30, 20", "21, 11", "20, 20", "1, 1"
    })
    void a_token_is_refreshed_a_while_before_it_ends(long expiresIn, long refreshAfter) {
        CloudRun run =
                new CloudRun().started(Tokens.NONE).signedUp(CloudRun.HOUR).signedIn(Duration.ofSeconds(expiresIn));

        assertThat(run.after(CloudTimer.REFRESH)).isEqualTo(Duration.ofSeconds(refreshAfter));
    }

    @Test
    void without_a_word_about_its_end_a_token_is_not_refreshed() {
        CloudRun run =
                new CloudRun().started(Tokens.NONE).signedUp(CloudRun.HOUR).signedIn(Duration.ZERO);

        assertThat(run.timers()).doesNotContain(CloudTimer.REFRESH);
        assertThat(run.reported()).doesNotContain(CloudFlag.TOKEN_EXPIRY);
    }

    @Test
    void a_refresh_keeps_the_device_online_and_publishes_nothing_again() {
        CloudRun run = CloudRun.online(CloudRun.LIGHT).due(CloudTimer.REFRESH);
        assertThat(run.asked()).contains(CloudAction.REFRESH);
        assertThat(run.did(CloudEffect.Disconnect.class)).isFalse();
        assertThat(run.timers()).doesNotContain(CloudTimer.PING);

        run.refreshed(CloudRun.HOUR);
        assertThat(run.asked()).contains(CloudAction.SIGN_IN);
        assertThat(run.reported()).contains(CloudFlag.LOGGED_IN, CloudFlag.REFRESHED_TOKEN);

        run.signedIn(CloudRun.HOUR);
        assertThat(run.did(CloudEffect.Publish.class)).isFalse();
        assertThat(run.state.phase()).isEqualTo(CloudPhase.ONLINE);
        assertThat(run.timers()).contains(CloudTimer.PING, CloudTimer.REFRESH);
    }

    @Test
    void a_refresh_waits_for_the_answer_of_the_directory() {
        CloudRun run = new CloudRun()
                .started(Tokens.NONE, CloudRun.LIGHT)
                .signedUp(CloudRun.HOUR)
                .signedIn(CloudRun.HOUR)
                .due(CloudTimer.REFRESH);
        assertThat(run.effects).isEmpty();

        run.publishedAll();
        assertThat(run.asked()).contains(CloudAction.REFRESH);
    }

    @Test
    void a_redirect_is_followed_before_the_next_request() {
        CloudRun run = new CloudRun().started(Tokens.NONE);
        Grant moved = new Grant(Optional.of(CloudRun.HOUR), TokenSize.LONG, ServerAfter.MOVED);

        run.on(new CloudEvent.SignedUp(run.state.request(), moved));

        assertThat(run.effects.stream().filter(effect -> !(effect instanceof CloudEffect.Cancel)))
                .extracting(effect -> effect.getClass().getSimpleName())
                .containsExactly("Schedule", "Notify", "Disconnect", "Ask");
        assertThat(run.asked()).contains(CloudAction.SIGN_IN);
    }

    @Test
    void a_redirect_at_a_refresh_ends_the_session_first() {
        CloudRun run = CloudRun.online().due(CloudTimer.REFRESH);

        run.on(new CloudEvent.Refreshed(
                run.state.request(), new Grant(Optional.of(CloudRun.HOUR), TokenSize.LONG, ServerAfter.MOVED)));

        assertThat(run.did(CloudEffect.Disconnect.class)).isTrue();
        assertThat(run.state.session()).isEqualTo(Session.SIGNED_OUT);
        assertThat(run.asked()).contains(CloudAction.SIGN_IN);
    }

    @Test
    void a_start_while_it_runs_begins_anew_and_publishes_again() {
        CloudRun run = CloudRun.online(CloudRun.LIGHT).started(CloudRun.STALE, CloudRun.LIGHT);
        assertThat(run.did(CloudEffect.Disconnect.class)).isTrue();

        run.refreshed(CloudRun.HOUR).signedIn(CloudRun.HOUR);
        assertThat(run.did(CloudEffect.Publish.class)).isTrue();
    }

    @Test
    void a_stop_leaves_nothing_running() {
        CloudRun run = CloudRun.online(CloudRun.LIGHT).on(new CloudEvent.Stopped());

        assertThat(run.timers()).isEmpty();
        assertThat(run.did(CloudEffect.Disconnect.class)).isTrue();
        assertThat(run.reported()).containsExactly(CloudFlag.REGISTERED);
        assertThat(run.disconnected().effects).isEmpty();
    }

    @Test
    void late_outcomes_are_ignored() {
        CloudRun run = new CloudRun().started(Tokens.NONE);
        long first = run.state.request();
        run.failed(CloudRun.code(5, 3)).due(CloudTimer.RETRY);
        CloudState before = run.state;

        run.on(new CloudEvent.SignedUp(first, new Grant(Optional.of(CloudRun.HOUR), TokenSize.LONG, ServerAfter.SAME)));

        assertThat(run.state).isEqualTo(before);
        assertThat(run.effects).isEmpty();
    }
}
