package org.dps4j.device.cloud.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudFlag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What follows when something fails: for each request, cps and clec, and what is done next. */
class FailureTableTest {

    private static final CloudFailure LOST = new CloudFailure.ConnectionLost("reset");
    private static final CloudFailure SILENCE = new CloudFailure.NoAnswer(Duration.ofSeconds(2));
    private static final CloudFailure UNREADABLE = new CloudFailure.UnusableAnswer("", "a map", "an array");

    static final List<CloudFailure> FAILURES = List.of(
            LOST,
            SILENCE,
            UNREADABLE,
            new CloudFailure.Unreachable("refused"),
            new CloudFailure.Untrusted("unknown issuer"),
            new CloudFailure.PingsMissed(6),
            new CloudFailure.LocalFault("disk full"),
            CloudRun.code(4, 0),
            CloudRun.code(4, 1),
            CloudRun.code(4, 3),
            CloudRun.code(4, 4),
            CloudRun.code(4, 29),
            CloudRun.code(5, 0),
            CloudRun.code(5, 3),
            CloudRun.code(5, 4));

    private static CloudFailure failure(String name) {
        return switch (name) {
            case "lost" -> LOST;
            case "silence" -> SILENCE;
            case "unreadable" -> UNREADABLE;
            case "untrusted" -> new CloudFailure.Untrusted("unknown issuer");
            case "disk" -> new CloudFailure.LocalFault("disk full");
            default -> CloudRun.code(name.charAt(0) - '0', Integer.parseInt(name.substring(2)));
        };
    }

    private static CloudRun requesting(CloudAction action) {
        return switch (action) {
            case SIGN_UP -> new CloudRun().started(Tokens.NONE);
            case REFRESH -> new CloudRun().started(CloudRun.STALE);
            case SIGN_IN -> new CloudRun().started(CloudRun.LASTING);
            case SIGN_OUT, SIGN_OFF -> throw new IllegalArgumentException("not here");
        };
    }

    @ParameterizedTest
    @CsvSource({
        "SIGN_UP, lost, registering 0, SIGN_UP",
        "SIGN_UP, silence, registering 0, SIGN_UP",
        "SIGN_UP, untrusted, registering 0, SIGN_UP",
        "SIGN_UP, 5.03, registering 0, SIGN_UP",
        "SIGN_UP, 5.04, registering 0, SIGN_UP",
        "SIGN_UP, 5.00, failed 1, SIGN_UP",
        "SIGN_UP, 4.29, failed 1, SIGN_UP",
        "SIGN_UP, unreadable, failed 1, SIGN_UP",
        "SIGN_UP, disk, registering 0, SIGN_UP",
        "REFRESH, lost, registered 0, REFRESH",
        "REFRESH, silence, registered 0, REFRESH",
        "REFRESH, 5.03, registered 0, REFRESH",
        "REFRESH, 5.00, failed 3, REFRESH",
        "REFRESH, unreadable, failed 3, REFRESH",
        "REFRESH, disk, registered 0, REFRESH",
        "SIGN_IN, lost, registered 0, SIGN_IN",
        "SIGN_IN, silence, registered 0, SIGN_IN",
        "SIGN_IN, 5.03, registered 0, SIGN_IN",
        "SIGN_IN, 5.00, failed 1, SIGN_IN",
        "SIGN_IN, 4.00, failed 1, SIGN_IN",
        "SIGN_IN, 4.03, failed 1, SIGN_IN",
        "SIGN_IN, unreadable, failed 1, SIGN_IN",
    })
    void a_failure_is_followed_by_a_pause_and_the_same_request(
            CloudAction action, String failure, String standing, CloudAction next) {
        CloudRun run = requesting(action).failed(failure(failure));

        assertThat(run.standing()).isEqualTo(standing);
        assertThat(run.only(CloudEffect.ScheduleRetry.class))
                .contains(new CloudEffect.ScheduleRetry(CloudTimer.RETRY, 0));
        assertThat(run.did(CloudEffect.Disconnect.class)).isTrue();
        assertThat(run.reported()).contains(CloudFlag.FAILURE);

        run.due(CloudTimer.RETRY);
        assertThat(run.only(CloudEffect.Ask.class)).contains(new CloudEffect.Ask(next, 1, run.state.request()));
    }

    @ParameterizedTest
    @CsvSource({
        "SIGN_UP, 4.00, failed 1",
        "SIGN_UP, 4.01, failed 1",
        "SIGN_UP, 4.04, failed 1",
        "REFRESH, 4.00, failed 3",
        "REFRESH, 4.01, failed 4",
        "REFRESH, 4.03, failed 3"
    })
    void only_a_refused_sign_up_or_refresh_leads_back_to_provisioning(
            CloudAction action, String failure, String standing) {
        CloudRun run = requesting(action).failed(failure(failure));
        assertThat(run.standing()).isEqualTo(standing);
        assertThat(run.reported()).containsExactly(CloudFlag.FAILURE);
        assertThat(run.timers()).containsExactly(CloudTimer.PROVISIONING);
        assertThat(run.after(CloudTimer.PROVISIONING)).isEqualTo(Duration.ofSeconds(30));
        assertThat(run.did(CloudEffect.ForgetCloud.class)).isEqualTo(action == CloudAction.REFRESH);

        run.due(CloudTimer.PROVISIONING);
        assertThat(run.effects).containsExactly(new CloudEffect.Reprovision(failure(failure)));
        assertThat(run.timers()).isEmpty();
    }

    @Test
    void a_token_that_is_not_taken_is_refreshed_at_once_and_then_after_pauses() {
        CloudRun run = requesting(CloudAction.SIGN_IN).failed(CloudRun.code(4, 1));
        assertThat(run.standing()).isEqualTo("registered 4");
        assertThat(run.did(CloudEffect.Disconnect.class)).isTrue();
        assertThat(run.asked()).contains(CloudAction.REFRESH);

        run.refreshed(CloudRun.HOUR).failed(CloudRun.code(4, 1));
        assertThat(run.asked()).isEmpty();
        assertThat(run.only(CloudEffect.ScheduleRetry.class))
                .contains(new CloudEffect.ScheduleRetry(CloudTimer.RETRY, 0));

        run.due(CloudTimer.RETRY);
        assertThat(run.asked()).contains(CloudAction.REFRESH);
        run.refreshed(CloudRun.HOUR).failed(CloudRun.code(4, 1));
        assertThat(run.only(CloudEffect.ScheduleRetry.class))
                .contains(new CloudEffect.ScheduleRetry(CloudTimer.RETRY, 1));
    }

    static Stream<Arguments> actions() {
        return Stream.of(
                Arguments.of(CloudAction.SIGN_UP, "failed 2"),
                Arguments.of(CloudAction.REFRESH, "failed 3"),
                Arguments.of(CloudAction.SIGN_IN, "failed 2"));
    }

    @ParameterizedTest
    @MethodSource("actions")
    void after_the_last_entry_of_the_table_the_next_server_is_selected(CloudAction action, String standing) {
        CloudRun run = requesting(action);
        for (int round = 0; round < 3; round++) {
            for (int attempt = 0; attempt < 6; attempt++) {
                assertThat(run.only(CloudEffect.Ask.class).orElseThrow().attempt())
                        .isEqualTo(attempt);
                run.failed(CloudRun.code(5, 3));
                assertThat(run.only(CloudEffect.ScheduleRetry.class)
                                .orElseThrow()
                                .attempt())
                        .isEqualTo(attempt);
                assertThat(run.standing().equals(standing)).isEqualTo(attempt == 5);
                run.due(CloudTimer.RETRY);
                assertThat(run.did(CloudEffect.SelectNextServer.class)).isEqualTo(attempt == 5);
            }
        }
    }

    @Test
    void who_is_signed_in_stays_so_while_only_the_refresh_fails() {
        CloudRun run = CloudRun.online(CloudRun.LIGHT).due(CloudTimer.REFRESH);
        IntStream.range(0, 20).forEach(i -> {
            run.failed(CloudRun.code(5, 3));
            assertThat(run.did(CloudEffect.Disconnect.class)).isFalse();
            assertThat(run.reported()).contains(CloudFlag.LOGGED_IN);
            run.due(CloudTimer.RETRY);
            assertThat(run.did(CloudEffect.SelectNextServer.class)).isFalse();
        });

        run.refreshed(CloudRun.HOUR).signedIn(CloudRun.HOUR);
        assertThat(run.state.phase()).isEqualTo(CloudPhase.ONLINE);
    }

    @Test
    void a_refresh_without_any_answer_ends_the_session() {
        CloudRun run = CloudRun.online(CloudRun.LIGHT).due(CloudTimer.REFRESH).failed(SILENCE);

        assertThat(run.did(CloudEffect.Disconnect.class)).isTrue();
        assertThat(run.reported()).doesNotContain(CloudFlag.LOGGED_IN);
    }

    @Test
    void a_cloud_that_closes_while_the_refresh_waits_is_dialled_again_by_the_same_timer() {
        CloudRun run = CloudRun.online(CloudRun.LIGHT)
                .due(CloudTimer.REFRESH)
                .failed(CloudRun.code(5, 3))
                .disconnected();
        assertThat(run.state.phase()).isEqualTo(CloudPhase.PAUSING);
        assertThat(run.reported()).containsExactly(CloudFlag.REGISTERED);

        run.due(CloudTimer.RETRY);
        assertThat(run.asked()).contains(CloudAction.REFRESH);
    }

    @Test
    void a_lost_connection_leads_to_a_new_session_and_no_new_publication() {
        CloudRun run = CloudRun.online(CloudRun.LIGHT).disconnected();
        assertThat(run.only(CloudEffect.ScheduleRetry.class))
                .contains(new CloudEffect.ScheduleRetry(CloudTimer.RETRY, 0));
        assertThat(run.reported()).containsExactlyInAnyOrder(CloudFlag.REGISTERED, CloudFlag.FAILURE);

        run.due(CloudTimer.RETRY);
        assertThat(run.asked()).contains(CloudAction.SIGN_IN);
        run.signedIn(CloudRun.HOUR);
        assertThat(run.did(CloudEffect.Publish.class)).isFalse();
        assertThat(run.state.phase()).isEqualTo(CloudPhase.ONLINE);
    }

    @Test
    void a_token_that_ended_meanwhile_is_refreshed_before_the_device_signs_in_again() {
        CloudRun run = CloudRun.online().disconnected().due(CloudTimer.REFRESH).due(CloudTimer.RETRY);

        assertThat(run.asked()).contains(CloudAction.REFRESH);
    }

    static Stream<Arguments> every_request_and_every_failure() {
        return Stream.of("sign-up", "refresh", "sign-in", "refresh online", "sign-in online", "publish", "unpublish")
                .flatMap(request -> FAILURES.stream().map(failure -> Arguments.of(request, failure)));
    }

    @ParameterizedTest
    @MethodSource("every_request_and_every_failure")
    void every_failure_has_a_next_attempt(String request, CloudFailure failure) {
        CloudRun run = switch (request) {
            case "sign-up" -> requesting(CloudAction.SIGN_UP);
            case "refresh" -> requesting(CloudAction.REFRESH);
            case "sign-in" -> requesting(CloudAction.SIGN_IN);
            case "refresh online" -> CloudRun.online(CloudRun.LIGHT).due(CloudTimer.REFRESH);
            case "sign-in online" -> CloudRun.online().due(CloudTimer.REFRESH).refreshed(CloudRun.HOUR);
            case "publish" ->
                new CloudRun().started(CloudRun.LASTING, CloudRun.LIGHT).signedIn(CloudRun.HOUR);
            default -> CloudRun.online(CloudRun.LIGHT).on(new CloudEvent.LinksChanged(List.of()));
        };
        assertThat(run.goingOn()).contains("request");

        run.failed(failure);

        assertThat(run.goingOn()).isNotEmpty();
        assertThat(run.state.phase() == CloudPhase.REFUSED)
                .isEqualTo(run.timers().contains(CloudTimer.PROVISIONING));
    }
}
