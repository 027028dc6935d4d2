package org.dps4j.device.cloud.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dps4j.device.cloud.scripted.CloudOperation.PUBLISH;
import static org.dps4j.device.cloud.scripted.CloudOperation.REFRESH;
import static org.dps4j.device.cloud.scripted.CloudOperation.SIGN_IN;
import static org.dps4j.device.cloud.scripted.CloudOperation.SIGN_UP;
import static org.dps4j.device.cloud.scripted.CloudOperation.UNPUBLISH;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudProvisioningStatus;
import org.dps4j.device.cloud.CloudRegistration;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.device.cloud.scripted.CloudOperation;
import org.dps4j.device.cloud.scripted.CloudReply;
import org.dps4j.device.cloud.transport.CloudDial;
import org.dps4j.protocol.payload.cloud.CloudServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OcfCloudClientTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private static CloudRegistration account(CloudBench bench) {
        return bench.device.state().cloud().registration().orElseThrow();
    }

    @Test
    void a_provisioned_device_is_online_within_five_round_trips() {
        CloudBench bench = new CloudBench().start();

        assertThat(bench.isOnline()).isTrue();
        assertThat(bench.cloud.log()).containsExactly(SIGN_UP, SIGN_IN, PUBLISH);
        assertThat(bench.cloud.directory()).containsOnlyKeys("/oic/d", "/light/1");
        assertThat(bench.transport.dials()).hasSize(1);
        assertThat(bench.news).extracting(CloudStatus::mask).containsExactly(0, 0, 0x05, 0x07);
    }

    @Test
    void the_account_is_stored() {
        CloudBench bench = new CloudBench().start();

        assertThat(account(bench).userId()).isEqualTo("user");
        assertThat(account(bench).accessToken().revealText()).isEqualTo("access-1");
        assertThat(account(bench).refreshToken().revealText()).isEqualTo("refresh-1");
        assertThat(account(bench).expiry().orElseThrow())
                .isBetween(
                        bench.loop.now().plus(Duration.ofMinutes(59)),
                        bench.loop.now().plus(Duration.ofMinutes(60)));
    }

    @Test
    void after_a_restart_of_the_program_it_comes_back_with_its_account() {
        CloudBench bench = new CloudBench().start().restart();

        assertThat(bench.isOnline()).isTrue();
        assertThat(bench.cloud.log()).containsExactly(SIGN_UP, SIGN_IN, PUBLISH, REFRESH, SIGN_IN, PUBLISH);
        assertThat(account(bench).accessToken().revealText()).isEqualTo("access-2");
    }

    @Test
    void a_token_that_never_ends_is_not_refreshed_after_a_restart() {
        CloudBench bench = new CloudBench();
        bench.cloud.lifetime(Optional.empty());

        bench.start().restart();

        assertThat(bench.cloud.log()).containsExactly(SIGN_UP, SIGN_IN, PUBLISH, SIGN_IN, PUBLISH);
    }

    @Test
    void tokens_are_refreshed_before_they_end_without_going_offline() {
        CloudBench bench = new CloudBench();
        bench.cloud.lifetime(Optional.of(Duration.ofSeconds(20)));
        bench.start();

        IntStream.range(0, 600).forEach(i -> {
            bench.runFor(Duration.ofMillis(100));
            assertThat(bench.client.status().isOnline()).isTrue();
        });

        assertThat(bench.cloud.log()).filteredOn(PUBLISH::equals).hasSize(1);
        assertThat(bench.cloud.log()).filteredOn(REFRESH::equals).hasSize(3);
        assertThat(bench.cloud.log()).filteredOn(SIGN_IN::equals).hasSizeBetween(4, 5);
    }

    static Stream<Arguments> every_request_and_every_reply() {
        return Stream.of(SIGN_UP, REFRESH, SIGN_IN, PUBLISH)
                .flatMap(operation -> Stream.of(
                                CloudReply.code("5.03"),
                                CloudReply.code("5.00"),
                                CloudReply.silence(),
                                CloudReply.drop(),
                                CloudReply.body(""),
                                CloudReply.body("a0"),
                                CloudReply.body("ff"),
                                CloudReply.body("a16b616363657373746f6b656e01"))
                        .map(reply -> Arguments.of(operation, reply)));
    }

    @ParameterizedTest
    @MethodSource("every_request_and_every_reply")
    void whatever_a_cloud_answers_three_times_the_device_gets_online(CloudOperation operation, CloudReply reply) {
        CloudBench bench = new CloudBench();
        if (operation == SIGN_UP) {
            bench.cloud.on(operation, reply, reply, reply);
            bench.start();
        } else {
            bench.start();
            bench.cloud.on(operation, reply, reply, reply);
            bench.restart();
        }
        assertThat(bench.client.status().cause().isPresent() || reply instanceof CloudReply.Silence)
                .isTrue();

        bench.runFor(Duration.ofMinutes(1));

        assertThat(bench.isOnline()).isTrue();
        assertThat(bench.cloud.directory()).hasSize(2);
        assertThat(bench.refusals).isEmpty();
        assertThat(bench.client.status().cause()).isEmpty();
    }

    @Test
    void every_failure_tells_its_cause_and_when_the_next_attempt_is() {
        CloudBench bench = new CloudBench();
        bench.cloud.on(SIGN_UP, CloudReply.code("5.03"));

        bench.start();

        CloudStatus failed = bench.client.status();
        assertThat(failed.cause().orElseThrow().describe()).isEqualTo("the cloud answered 5.03 (because)");
        assertThat(failed.nextAttempt().orElseThrow())
                .isBetween(bench.loop.now(), bench.loop.now().plus(Duration.ofSeconds(2)));
        assertThat(failed.mask()).isEqualTo(0x20);
    }

    @Test
    void pauses_are_drawn_from_the_second_half_of_the_timeouts_and_only_after_failures() {
        CloudBench bench = new CloudBench();
        bench.transport.silence(CloudBench.FIRST);
        bench.start();
        assertThat(bench.transport.dials()).hasSize(1);

        int[][] bounds = {{1, 2}, {2, 4}, {4, 8}, {8, 16}, {16, 32}, {32, 64}, {1, 2}};
        for (int[] bound : bounds) {
            int before = bench.transport.dials().size();
            bench.runFor(Duration.ofMillis(bound[0] * 1_000L - 200));
            assertThat(bench.transport.dials()).hasSize(before);
            long until = bench.client.status().nextAttempt().orElseThrow().toEpochMilli()
                    - bench.loop.now().toEpochMilli();
            assertThat(until).isLessThanOrEqualTo(bound[1] * 1_000L);
            bench.runFor(Duration.ofMillis(until + 10));
            assertThat(bench.transport.dials()).hasSize(before + 1);
        }
    }

    @Test
    void a_server_that_does_not_answer_is_left_for_the_next_one() {
        CloudBench bench = new CloudBench(CloudSettings.DEFAULTS, CloudBench.second());
        bench.transport.silence(CloudBench.FIRST);
        bench.transport.listen(CloudBench.SECOND, bench.cloud);

        bench.start().runFor(Duration.ofMinutes(3));

        assertThat(bench.isOnline()).isTrue();
        assertThat(bench.transport.dials())
                .extracting(dial -> dial.server().toString())
                .startsWith(
                        CloudBench.FIRST,
                        CloudBench.FIRST,
                        CloudBench.FIRST,
                        CloudBench.FIRST,
                        CloudBench.FIRST,
                        CloudBench.FIRST,
                        CloudBench.SECOND);
        assertThat(bench.device.state().cloud().selected()).isEqualTo(CloudBench.second());
        assertThat(bench.client.status().server()).isEqualTo(CloudBench.second());
    }

    @Test
    void a_registered_device_does_not_turn_to_another_cloud() {
        CloudBench bench = new CloudBench(
                CloudSettings.DEFAULTS, new CloudServer(URI.create(CloudBench.SECOND), UUID.randomUUID()));
        bench.start();
        bench.transport.silence(CloudBench.FIRST);
        bench.transport.cut();

        bench.runFor(Duration.ofMinutes(10));

        assertThat(bench.transport.dials()).extracting(CloudDial::server).containsOnly(URI.create(CloudBench.FIRST));
    }

    @Test
    void a_redirect_is_followed_and_stored() {
        CloudBench bench = new CloudBench();
        bench.transport.listen(CloudBench.SECOND, bench.cloud);
        bench.cloud.redirect(Optional.of(URI.create(CloudBench.SECOND)));

        bench.start();

        assertThat(bench.isOnline()).isTrue();
        assertThat(bench.transport.dials())
                .extracting(CloudDial::server)
                .containsExactly(URI.create(CloudBench.FIRST), URI.create(CloudBench.SECOND));
        assertThat(bench.device.state().cloud().selected()).isEqualTo(CloudBench.second());
        assertThat(bench.transport.open()).isEqualTo(1);
    }

    @Test
    void a_redirect_to_somewhere_else_than_a_cloud_is_not_followed() {
        CloudBench bench = new CloudBench();
        bench.cloud.redirect(Optional.of(URI.create("https://example.test")));

        bench.start();

        assertThat(bench.client.status().cause().orElseThrow().describe())
                .contains("redirecturi", "coaps+tcp://", "https://example.test");
        assertThat(bench.device.state().cloud().registration()).isEmpty();
    }

    @Test
    void a_cloud_that_refuses_the_sign_up_leads_to_provisioning_after_half_a_minute() {
        CloudBench bench = new CloudBench();
        bench.cloud.expectCode("another");
        bench.start();
        assertThat(bench.client.status().provisioning()).isEqualTo(CloudProvisioningStatus.FAILED);
        assertThat(bench.transport.open()).isZero();

        bench.runFor(Duration.ofSeconds(29));
        assertThat(bench.refusals).isEmpty();
        bench.runFor(Duration.ofSeconds(2));

        assertThat(bench.refusals).hasSize(1);
        assertThat(bench.cloud.log()).containsExactly(SIGN_UP);
        assertThat(bench.loop.pendingTimers()).isZero();
    }

    @Test
    void a_cloud_that_does_not_know_the_device_any_more_is_forgotten() {
        CloudBench bench = new CloudBench().start();
        bench.cloud.forget();
        bench.restart();

        assertThat(bench.cloud.log()).endsWith(REFRESH);
        assertThat(bench.device.state().cloud()).isEqualTo(CloudConfiguration.DEFAULT);
        bench.runFor(Duration.ofSeconds(31));
        assertThat(bench.refusals).hasSize(1);
    }

    @Test
    void it_starts_over_when_it_was_provisioned_anew() {
        CloudBench bench = new CloudBench();
        bench.cloud.expectCode("another");
        bench.start().runFor(Duration.ofSeconds(31));

        var started = bench.client.start(
                bench.device.state().id(),
                CloudBench.configuration("another"),
                bench.device.state().identity().orElseThrow());
        bench.runFor(Duration.ofMillis(100));

        assertThat(started.toCompletableFuture()).isCompleted();
        assertThat(bench.isOnline()).isTrue();
    }

    @Test
    void a_refused_token_is_refreshed() {
        CloudBench bench = new CloudBench().start();
        bench.cloud.on(SIGN_IN, CloudReply.code("4.01"));
        bench.transport.cut();

        bench.runFor(Duration.ofSeconds(3));

        assertThat(bench.isOnline()).isTrue();
        assertThat(bench.cloud.log()).endsWith(SIGN_IN, REFRESH, SIGN_IN);
    }

    @Test
    void a_lost_connection_is_dialled_again_with_the_same_token() {
        CloudBench bench = new CloudBench().start();
        bench.transport.cut();
        bench.runFor(Duration.ofMillis(900));
        assertThat(bench.transport.dials()).hasSize(1);

        bench.runFor(Duration.ofSeconds(2));

        assertThat(bench.isOnline()).isTrue();
        assertThat(bench.cloud.log()).containsExactly(SIGN_UP, SIGN_IN, PUBLISH, SIGN_IN);
    }

    @Test
    void a_cloud_that_fell_silent_is_found_out_and_dialled_again() {
        CloudBench bench = new CloudBench().start();
        bench.cloud.deaf(true);

        bench.runFor(Duration.ofSeconds(63));
        assertThat(bench.client.status().isOnline()).isTrue();
        bench.runFor(Duration.ofSeconds(5));
        assertThat(bench.news)
                .anySatisfy(status -> assertThat(status.cause()).contains(new CloudFailure.PingsMissed(6)));

        bench.cloud.deaf(false);
        bench.runFor(Duration.ofSeconds(5));
        assertThat(bench.isOnline()).isTrue();
    }

    @Test
    void a_day_of_outage_ends_as_soon_as_the_cloud_is_back() {
        CloudBench bench = new CloudBench().start();
        bench.transport.silence(CloudBench.FIRST);
        bench.transport.cut();
        bench.runFor(Duration.ofDays(1));
        assertThat(bench.refusals).isEmpty();
        assertThat(bench.transport.dials().size()).isLessThan(10_000);

        bench.transport.listen(CloudBench.FIRST, bench.cloud);
        bench.runFor(Duration.ofSeconds(65));

        assertThat(bench.isOnline()).isTrue();
    }

    @Test
    void resources_that_come_and_go_are_published_and_unpublished() {
        CloudBench bench = new CloudBench().start();
        String[] switches =
                IntStream.range(0, 16).mapToObj(i -> "/switches/" + i).toArray(String[]::new);
        bench.client.publish(CloudBench.links(switches));
        bench.runFor(LONG);
        assertThat(bench.cloud.directory()).containsOnlyKeys(switches);

        bench.client.publish(CloudBench.links("/switches/3"));
        bench.runFor(LONG);

        assertThat(bench.cloud.directory()).containsOnlyKeys("/switches/3");
        assertThat(bench.cloud.log()).filteredOn(PUBLISH::equals).hasSize(2);
        assertThat(bench.cloud.log()).filteredOn(UNPUBLISH::equals).hasSize(3);
    }

    @Test
    void a_state_that_cannot_be_stored_is_tried_again() {
        CloudBench bench = new CloudBench();
        bench.store.failures = 2;

        bench.start();
        assertThat(bench.client.status().cause().orElseThrow()).isInstanceOf(CloudFailure.LocalFault.class);
        bench.runFor(Duration.ofSeconds(10));

        assertThat(bench.isOnline()).isTrue();
    }

    @Test
    void an_answer_that_comes_after_its_time_is_not_used() {
        CloudBench bench = new CloudBench();
        bench.cloud.on(SIGN_UP, new CloudReply.Late(Duration.ofMillis(2_500)));

        bench.start().runFor(Duration.ofSeconds(2));
        assertThat(bench.client.status().cause()).contains(new CloudFailure.NoAnswer(Duration.ofSeconds(2)));
        bench.runFor(Duration.ofSeconds(5));

        assertThat(bench.isOnline()).isTrue();
        assertThat(bench.cloud.log()).containsExactly(SIGN_UP, SIGN_UP, SIGN_IN, PUBLISH);
    }

    @Test
    void what_it_cannot_work_with_is_refused() {
        CloudBench bench = new CloudBench();
        var identity = bench.device.state().identity().orElseThrow();

        assertThatThrownBy(() -> bench.client
                        .start(UUID.randomUUID(), CloudBench.configuration("let-me-in"), identity)
                        .toCompletableFuture()
                        .join())
                .hasMessageContaining("expected device");
        assertThatThrownBy(() -> bench.client
                        .start(bench.device.state().id(), CloudConfiguration.DEFAULT, identity)
                        .toCompletableFuture()
                        .join())
                .hasMessageContaining("token");
    }
}
