package org.dps4j.device.cloud.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dps4j.device.cloud.CloudFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectoryTest {

    private static List<Link> switches(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Link("/switches/" + i, List.of("oic.r.switch.binary"), List.of("oic.if.a"), 3))
                .toList();
    }

    private static CloudRun changed(CloudRun run, List<Link> links) {
        return run.on(new CloudEvent.LinksChanged(links));
    }

    @Test
    void only_what_is_new_is_published() {
        CloudRun run = changed(CloudRun.online(CloudRun.LIGHT), List.of(CloudRun.LIGHT, CloudRun.DEVICE));

        assertThat(run.only(CloudEffect.Publish.class).orElseThrow().links()).containsExactly(CloudRun.DEVICE);
    }

    @Test
    void a_link_that_changed_is_published_again() {
        Link other = new Link("/light/1", List.of("core.light"), List.of("oic.if.r"), 1);
        CloudRun run = changed(CloudRun.online(CloudRun.LIGHT), List.of(other));

        assertThat(run.only(CloudEffect.Publish.class).orElseThrow().links()).containsExactly(other);
        assertThat(run.did(CloudEffect.Unpublish.class)).isFalse();
    }

    @Test
    void what_is_gone_is_unpublished_ten_at_a_time_and_one_request_after_the_other() {
        CloudRun run = changed(CloudRun.online(switches(25).toArray(Link[]::new)), List.of());

        assertThat(run.only(CloudEffect.Unpublish.class).orElseThrow().instances())
                .hasSize(10);
        run.on(new CloudEvent.Unpublished(run.state.request()));
        assertThat(run.only(CloudEffect.Unpublish.class).orElseThrow().instances())
                .hasSize(10);
        run.on(new CloudEvent.Unpublished(run.state.request()));
        assertThat(run.only(CloudEffect.Unpublish.class).orElseThrow().instances())
                .hasSize(5);
        run.on(new CloudEvent.Unpublished(run.state.request()));
        assertThat(run.effects).isEmpty();
        assertThat(run.state.directory().published()).isEmpty();
    }

    @Test
    void many_links_take_several_requests() {
        CloudRun run = new CloudRun()
                .started(CloudRun.LASTING, switches(100).toArray(Link[]::new))
                .signedIn(CloudRun.HOUR);

        assertThat(run.only(CloudEffect.Publish.class).orElseThrow().links()).hasSize(64);
        run.publishedAll();
        assertThat(run.state.directory().published()).hasSize(100);
    }

    @Test
    void a_link_that_the_answer_leaves_out_is_published_again_after_a_pause() {
        CloudRun run = new CloudRun()
                .started(CloudRun.LASTING, CloudRun.LIGHT, CloudRun.DEVICE)
                .signedIn(CloudRun.HOUR);

        run.on(new CloudEvent.Published(run.state.request(), Map.of("/light/1", 5L, "/foreign", 6L)));
        assertThat(run.did(CloudEffect.Publish.class)).isFalse();
        assertThat(run.state.directory().published()).containsOnlyKeys("/light/1");

        run.due(CloudTimer.DIRECTORY);
        assertThat(run.only(CloudEffect.Publish.class).orElseThrow().links()).containsExactly(CloudRun.DEVICE);
    }

    @Test
    void a_failed_publication_is_repeated_with_longer_and_longer_pauses_on_the_same_connection() {
        CloudRun run = new CloudRun().started(CloudRun.LASTING, CloudRun.LIGHT).signedIn(CloudRun.HOUR);
        for (int attempt = 0; attempt < 9; attempt++) {
            run.failed(attempt % 2 == 0 ? CloudRun.code(5, 3) : new CloudFailure.UnusableAnswer("", "a map", "text"));
            assertThat(run.only(CloudEffect.ScheduleRetry.class))
                    .contains(new CloudEffect.ScheduleRetry(CloudTimer.DIRECTORY, Math.min(attempt, 5)));
            assertThat(run.did(CloudEffect.Disconnect.class)).isFalse();
            assertThat(run.state.phase()).isEqualTo(CloudPhase.ONLINE);
            run.due(CloudTimer.DIRECTORY);
            assertThat(run.did(CloudEffect.Publish.class)).isTrue();
        }

        run.publishedAll();
        assertThat(run.state.directory().attempt()).isZero();
    }

    @Test
    void a_publication_that_was_cut_off_is_made_up_for_after_the_next_sign_in() {
        CloudRun run = new CloudRun()
                .started(CloudRun.LASTING, CloudRun.LIGHT)
                .signedIn(CloudRun.HOUR)
                .disconnected()
                .due(CloudTimer.RETRY)
                .signedIn(CloudRun.HOUR);

        assertThat(run.did(CloudEffect.Publish.class)).isTrue();
    }

    @Test
    void a_publication_without_a_session_leads_to_a_sign_in_after_longer_and_longer_pauses() {
        CloudRun run = new CloudRun().started(CloudRun.LASTING, CloudRun.LIGHT).signedIn(CloudRun.HOUR);
        for (int attempt = 0; attempt < 9; attempt++) {
            run.failed(CloudRun.code(4, 1));
            assertThat(run.did(CloudEffect.Disconnect.class)).isTrue();
            assertThat(run.only(CloudEffect.ScheduleRetry.class))
                    .contains(new CloudEffect.ScheduleRetry(CloudTimer.RETRY, Math.min(attempt, 5)));
            run.due(CloudTimer.RETRY).signedIn(CloudRun.HOUR);
        }
    }

    @Test
    void what_the_directory_does_not_know_is_as_good_as_unpublished() {
        CloudRun run = changed(CloudRun.online(CloudRun.LIGHT), List.of()).failed(CloudRun.code(4, 0));

        assertThat(run.state.directory().published()).isEmpty();
        assertThat(run.timers()).doesNotContain(CloudTimer.DIRECTORY);
    }

    @ParameterizedTest
    @CsvSource({"4, 2", "4, 3", "4, 5", "4, 29", "5, 0", "5, 3"})
    void a_refusal_to_unpublish_that_says_nothing_of_the_links_is_asked_again(int category, int detail) {
        CloudRun run = changed(CloudRun.online(CloudRun.LIGHT), List.of()).failed(CloudRun.code(category, detail));

        assertThat(run.state.directory().published()).hasSize(1);
        run.due(CloudTimer.DIRECTORY);
        assertThat(run.only(CloudEffect.Unpublish.class)).isPresent();
    }

    @Test
    void a_cloud_that_never_unpublishes_does_not_keep_others_from_being_published() {
        CloudRun run = changed(CloudRun.online(CloudRun.LIGHT), List.of(CloudRun.DEVICE));
        for (int refusal = 1; refusal < 6; refusal++) {
            run.failed(CloudRun.code(4, 5));
            assertThat(run.state.directory().published()).hasSize(1);
            run.due(CloudTimer.DIRECTORY);
        }

        run.failed(CloudRun.code(4, 5));

        assertThat(run.only(CloudEffect.Publish.class).orElseThrow().links()).containsExactly(CloudRun.DEVICE);
    }

    @Test
    void changes_while_offline_wait_for_the_sign_in() {
        CloudRun run = changed(CloudRun.online(CloudRun.LIGHT).disconnected(), List.of(CloudRun.DEVICE));
        assertThat(run.effects).isEmpty();

        run.due(CloudTimer.RETRY).signedIn(CloudRun.HOUR);
        assertThat(run.did(CloudEffect.Unpublish.class)).isTrue();
        run.publishedAll();
        assertThat(run.state.directory().published()).containsOnlyKeys("/oic/d");
    }

    @Test
    void links_that_end_are_published_again_each_hour() {
        CloudRun run = new CloudRun(new CloudMachine(6, KeepAlive.DEFAULT, Duration.ofHours(2)))
                .started(CloudRun.LASTING, CloudRun.LIGHT)
                .signedIn(CloudRun.HOUR)
                .publishedAll();
        assertThat(run.after(CloudTimer.REPUBLISH)).isEqualTo(Duration.ofHours(1));

        run.due(CloudTimer.REPUBLISH);
        assertThat(run.only(CloudEffect.Publish.class).orElseThrow().links()).containsExactly(CloudRun.LIGHT);
    }

    @Test
    void links_that_last_are_published_once() {
        assertThat(CloudRun.online(CloudRun.LIGHT).timers()).doesNotContain(CloudTimer.REPUBLISH);
    }

    @Test
    void a_link_that_may_have_been_published_and_is_gone_is_published_to_be_unpublished() {
        CloudRun run = new CloudRun().started(CloudRun.LASTING, CloudRun.LIGHT).signedIn(CloudRun.HOUR);
        run.failed(new CloudFailure.NoAnswer(Duration.ofSeconds(2)));

        changed(run, List.of()).due(CloudTimer.DIRECTORY);

        assertThat(run.only(CloudEffect.Publish.class).orElseThrow().links()).containsExactly(CloudRun.LIGHT);
        run.on(new CloudEvent.Published(run.state.request(), Map.of(CloudRun.LIGHT.href(), 5L)));
        assertThat(run.only(CloudEffect.Unpublish.class).orElseThrow().instances())
                .containsExactly(5L);
    }

    @Test
    void a_link_that_the_cloud_refused_and_that_is_gone_is_forgotten() {
        CloudRun run = new CloudRun().started(CloudRun.LASTING, CloudRun.LIGHT).signedIn(CloudRun.HOUR);
        run.failed(CloudRun.code(4, 0));

        changed(run, List.of()).due(CloudTimer.DIRECTORY);

        assertThat(run.effects).isEmpty();
    }

    @Test
    void a_refusal_says_nothing_of_a_link_that_may_have_been_there_before() {
        CloudRun kept = CloudRun.online(CloudRun.LIGHT);
        kept.started(Tokens.NONE, CloudRun.LIGHT).signedUp(CloudRun.HOUR).signedIn(CloudRun.HOUR);
        CloudRun unanswered =
                new CloudRun().started(CloudRun.LASTING, CloudRun.LIGHT).signedIn(CloudRun.HOUR);
        unanswered.failed(new CloudFailure.NoAnswer(Duration.ofSeconds(2))).due(CloudTimer.DIRECTORY);

        for (CloudRun run : List.of(kept, unanswered)) {
            changed(run.failed(CloudRun.code(5, 0)), List.of()).due(CloudTimer.DIRECTORY);

            assertThat(run.only(CloudEffect.Publish.class).orElseThrow().links())
                    .containsExactly(CloudRun.LIGHT);
        }
    }

    @Test
    void what_is_gone_at_a_second_sign_up_is_unpublished_for_the_cloud_may_have_it_still() {
        CloudRun run = CloudRun.online(CloudRun.LIGHT, CloudRun.DEVICE);

        run.started(Tokens.NONE, CloudRun.DEVICE).signedUp(CloudRun.HOUR).signedIn(CloudRun.HOUR);

        assertThat(run.only(CloudEffect.Unpublish.class).orElseThrow().instances())
                .containsExactly((long) CloudRun.LIGHT.href().hashCode());
        run.on(new CloudEvent.Unpublished(run.state.request()));
        assertThat(run.only(CloudEffect.Publish.class).orElseThrow().links()).containsExactly(CloudRun.DEVICE);
    }

    @Test
    void what_goes_between_a_second_sign_up_and_its_publication_is_unpublished() {
        CloudRun run = CloudRun.online(CloudRun.LIGHT, CloudRun.DEVICE);
        run.started(Tokens.NONE, CloudRun.LIGHT, CloudRun.DEVICE).signedUp(CloudRun.HOUR);

        changed(run, List.of(CloudRun.DEVICE));
        run.signedIn(CloudRun.HOUR);

        assertThat(run.only(CloudEffect.Publish.class).orElseThrow().links())
                .containsExactly(CloudRun.DEVICE, CloudRun.LIGHT);
        run.on(new CloudEvent.Published(run.state.request(), Map.of("/oic/d", 1L, "/light/1", 2L)));
        assertThat(run.only(CloudEffect.Unpublish.class).orElseThrow().instances())
                .containsExactly(2L);
        assertThat(run.publishedAll().state.directory().published()).containsOnlyKeys("/oic/d");
    }
}
