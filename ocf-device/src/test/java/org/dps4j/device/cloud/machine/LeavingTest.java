package org.dps4j.device.cloud.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudFlag;
import org.dps4j.device.cloud.machine.Grant.ServerAfter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LeavingTest {

    private static final Duration LIMIT = Duration.ofSeconds(3);

    private static CloudRun leave(CloudRun run, Tokens stored) {
        return run.on(new CloudEvent.SignOffRequested(stored, LIMIT));
    }

    private static CloudRun leave(CloudRun run) {
        return leave(run, CloudRun.STALE);
    }

    private static Optional<CloudEffect.Proof> proof(CloudRun run) {
        return run.only(CloudEffect.SignOff.class).map(CloudEffect.SignOff::proof);
    }

    private static void assertGone(CloudRun run) {
        assertThat(run.did(CloudEffect.SignOffEnded.class)).isTrue();
        assertThat(run.did(CloudEffect.ForgetCloud.class)).isTrue();
        assertThat(run.did(CloudEffect.Disconnect.class)).isTrue();
        assertThat(run.timers()).isEmpty();
        assertThat(run.state.phase()).isEqualTo(CloudPhase.STOPPED);
        assertThat(run.state.provisioning().wireValue()).isEqualTo("uninitialized");
    }

    @Test
    void who_is_signed_in_leaves_by_the_session() {
        CloudRun run = leave(CloudRun.online(CloudRun.LIGHT));
        assertThat(proof(run)).contains(CloudEffect.Proof.SESSION);
        assertThat(run.timers()).containsExactly(CloudTimer.SIGN_OFF);
        assertThat(run.after(CloudTimer.SIGN_OFF)).isEqualTo(LIMIT);
        assertThat(run.standing()).isEqualTo("deregistering 0");

        run.on(new CloudEvent.SignedOff(run.state.request()));
        assertGone(run);
        assertThat(run.reported()).containsExactly(CloudFlag.DEREGISTERED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Tokens.Freshness.class,
            names = {"STALE", "LASTING"})
    void a_token_that_fits_into_the_query_needs_no_session(Tokens.Freshness freshness) {
        CloudRun run = leave(new CloudRun(), new Tokens(freshness, TokenSize.SHORT));

        assertThat(proof(run)).contains(CloudEffect.Proof.TOKEN);
    }

    @Test
    void a_long_token_that_never_ends_signs_in_first() {
        CloudRun run = leave(new CloudRun(), CloudRun.LASTING);
        assertThat(run.asked()).contains(CloudAction.SIGN_IN);

        run.signedIn(CloudRun.HOUR);
        assertThat(proof(run)).contains(CloudEffect.Proof.SESSION);
    }

    @Test
    void a_long_token_that_ends_is_refreshed_first() {
        CloudRun run = leave(new CloudRun(), CloudRun.STALE);
        assertThat(run.asked()).contains(CloudAction.REFRESH);

        run.refreshed(CloudRun.HOUR);
        assertThat(run.asked()).contains(CloudAction.SIGN_IN);
        run.signedIn(CloudRun.HOUR);
        assertThat(proof(run)).contains(CloudEffect.Proof.SESSION);
        assertThat(run.timers()).containsExactly(CloudTimer.SIGN_OFF);
    }

    @Test
    void a_refreshed_token_that_fits_into_the_query_saves_the_sign_in() {
        CloudRun run = leave(new CloudRun(), CloudRun.STALE);

        run.on(new CloudEvent.Refreshed(
                run.state.request(), new Grant(Optional.of(CloudRun.HOUR), TokenSize.SHORT, ServerAfter.SAME)));

        assertThat(proof(run)).contains(CloudEffect.Proof.TOKEN);
    }

    @Test
    void who_has_no_account_has_nothing_to_give_up() {
        CloudRun run = leave(new CloudRun(), Tokens.NONE);

        assertGone(run);
        assertThat(run.did(CloudEffect.SignOff.class)).isFalse();
        assertThat(run.effects.stream().filter(CloudEffect.Notify.class::isInstance))
                .allSatisfy(effect ->
                        assertThat(((CloudEffect.Notify) effect).flags()).isEmpty());
    }

    @Test
    void an_outage_counts_as_having_left() {
        for (CloudFailure failure : List.of(
                new CloudFailure.Unreachable("refused"),
                new CloudFailure.NoAnswer(Duration.ofSeconds(10)),
                new CloudFailure.ConnectionLost("reset"),
                CloudRun.code(5, 3))) {
            CloudRun run = leave(CloudRun.online()).failed(failure);

            assertGone(run);
            assertThat(run.reported()).containsExactly(CloudFlag.DEREGISTERED);
        }
    }

    @Test
    void a_refusal_is_reported_and_the_cloud_forgotten_anyway() {
        CloudRun run = leave(CloudRun.online()).failed(CloudRun.code(4, 0));

        assertGone(run);
        assertThat(run.reported()).containsExactly(CloudFlag.FAILURE);
        assertThat(run.standing()).isEqualTo("uninitialized 1");
    }

    @Test
    void when_the_time_is_over_the_cloud_is_forgotten() {
        assertGone(leave(CloudRun.online()).due(CloudTimer.SIGN_OFF));
        assertGone(leave(new CloudRun(), CloudRun.STALE).due(CloudTimer.SIGN_OFF));
    }

    @Test
    void leaving_twice_is_leaving_once() {
        CloudRun run = leave(leave(CloudRun.online()));

        assertThat(run.effects).isEmpty();
    }

    @Test
    void a_start_interrupts_leaving() {
        CloudRun run = leave(CloudRun.online()).started(Tokens.NONE);

        assertThat(run.did(CloudEffect.SignOffEnded.class)).isTrue();
        assertThat(run.did(CloudEffect.ForgetCloud.class)).isFalse();
        assertThat(run.asked()).contains(CloudAction.SIGN_UP);
    }

    @Test
    void who_leaves_while_signing_in_begins_on_a_new_connection() {
        CloudRun run = leave(new CloudRun().started(CloudRun.LASTING));

        assertThat(run.did(CloudEffect.Disconnect.class)).isTrue();
        assertThat(run.asked()).contains(CloudAction.SIGN_IN);
    }

    @Test
    void who_leaves_while_publishing_does_not_wait_for_it() {
        CloudRun run =
                leave(new CloudRun().started(CloudRun.LASTING, CloudRun.LIGHT).signedIn(CloudRun.HOUR));

        assertThat(run.did(CloudEffect.Disconnect.class)).isFalse();
        assertThat(proof(run)).contains(CloudEffect.Proof.SESSION);
    }
}
