package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.dps.machine.ProvisioningStep.ACLS;
import static org.dps4j.dps.machine.ProvisioningStep.CREDENTIALS;
import static org.dps4j.dps.machine.ProvisioningStep.OWNER;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.dps4j.device.DeviceState;
import org.dps4j.dps.machine.DpsError;
import org.dps4j.dps.machine.DpsStatus;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.FailureClass;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.scripted.ConnectReply;
import org.dps4j.dps.scripted.Reply;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.cbor.MapWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong at each step, and that there always is a next attempt that ends well. */
class FailureTest {

    private final Bench bench = new Bench();

    @ParameterizedTest
    @MethodSource("everyFailureAtEveryStep")
    void a_failure_is_reported_and_the_next_attempt_ends_well(ProvisioningStep step, Reply reply, FailureClass kind) {
        bench.service.on(step, reply);

        bench.start();
        bench.runFor(Duration.ofMillis(100));
        if (kind == FailureClass.TIMEOUT) {
            bench.runFor(Duration.ofSeconds(10));
        }

        assertThat(bench.notes.failures).singleElement().satisfies(failed -> {
            assertThat(failed.step()).isEqualTo(step);
            assertThat(failed.failure().kind()).isEqualTo(kind);
            assertThat(failed.failure().describe()).isNotEmpty();
            if (kind == FailureClass.TIMEOUT) {
                assertThat(failed.pause()).isZero();
            } else {
                assertThat(failed.pause()).isBetween(Duration.ofSeconds(5), Duration.ofMillis(9_999));
            }
        });
        bench.runFor(Duration.ofSeconds(10));
        assertThat(bench.provisioned()).isTrue();
        int repeated = kind == FailureClass.REJECTED ? step.ordinal() + 1 : 1;
        int asked = bench.service.counts().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        assertThat(asked).as("requests in all").isEqualTo(5 + repeated);
        assertThat(bench.loop.pendingTimers()).as("that of the renewal").isOne();
    }

    static Stream<Arguments> everyFailureAtEveryStep() {
        return Stream.of(ProvisioningStep.values())
                .flatMap(step -> Stream.of(
                        Arguments.of(step, Reply.code("5.03"), FailureClass.TRANSIENT),
                        Arguments.of(step, Reply.code("5.04"), FailureClass.TRANSIENT),
                        Arguments.of(step, Reply.close(), FailureClass.TRANSIENT),
                        Arguments.of(step, Reply.silence(), FailureClass.TIMEOUT),
                        Arguments.of(step, Reply.code("4.00"), FailureClass.REJECTED),
                        Arguments.of(step, Reply.code("4.29"), FailureClass.REJECTED),
                        Arguments.of(step, Reply.code("5.00"), FailureClass.REJECTED),
                        Arguments.of(step, Reply.code("2.31"), FailureClass.REJECTED),
                        Arguments.of(step, Reply.unreadable(), FailureClass.REJECTED),
                        Arguments.of(step, Reply.empty(), FailureClass.REJECTED),
                        Arguments.of(step, Reply.emptyMap(), FailureClass.REJECTED),
                        Arguments.of(step, Reply.wrongType(), FailureClass.REJECTED)));
    }

    @ParameterizedTest
    @MethodSource("unusableCredentials")
    void a_certificate_that_is_not_for_this_device_is_refused_and_changes_nothing(Reply reply, String said) {
        bench.service.on(CREDENTIALS, reply);

        bench.start();
        bench.runFor(Duration.ofMillis(100));

        assertThat(bench.notes.failures).singleElement().satisfies(failed -> {
            assertThat(failed.failure()).isInstanceOf(Failure.UnusableAnswer.class);
            assertThat(failed.failure().describe()).contains(said);
        });
        assertThat(bench.client.snapshot().lastError()).isEqualTo(DpsError.GET_CREDENTIALS);
        assertThat(bench.device.state().identity()).isEmpty();
        bench.runFor(Duration.ofSeconds(10));
        assertThat(bench.provisioned()).isTrue();
    }

    static Stream<Arguments> unusableCredentials() {
        Bench clock = new Bench();
        return Stream.of(
                Arguments.of(Reply.certificateForAnotherKey(), "another key"),
                Arguments.of(Reply.certificateForAnotherDevice(), "for CN=uuid:"),
                Arguments.of(Reply.certificateUntil(clock.loop.now().plusSeconds(60)), "expiring"),
                Arguments.of(Reply.certificateUntil(clock.loop.now().minusSeconds(60)), "expired"));
    }

    @Test
    void an_answer_without_access_rules_leaves_those_that_are_there() throws Exception {
        bench.start();
        bench.runFor(Duration.ofSeconds(1));
        DeviceState before = bench.device.state();
        bench.service.on(ACLS, Reply.noAccessRules(), Reply.empty());

        bench.client.forceReprovision();
        bench.client.restart();
        bench.runFor(Duration.ofMillis(100));

        assertThat(bench.notes.failures).extracting(Bench.Failed::step).containsExactly(ACLS);
        assertThat(bench.device.state().accessControlList()).isEqualTo(before.accessControlList());
        bench.runFor(Duration.ofSeconds(40));
        assertThat(bench.provisioned()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"no uuid,SET_CLOUD", ",RESPONSE"})
    void an_unusable_id_of_the_cloud_is_told_from_a_missing_one(@Nullable String id, DpsError error) {
        MapWriter members =
                new MapWriter().text("at", "token").text("apn", "provider").text("cis", "coaps+tcp://cloud.test:5684");
        bench.service.on(
                ProvisioningStep.CLOUD,
                new Reply.Body(Bytes.copyOf((id == null ? members : members.text("sid", id)).toBytes())));

        bench.start();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(bench.client.snapshot().lastError()).isEqualTo(error);
        assertThat(bench.notes.failures)
                .singleElement()
                .satisfies(failed -> assertThat(failed.failure().describe()).contains("sid", "expected"));
        assertThat(bench.client.snapshot().status()).contains(DpsStatus.FAILURE).doesNotContain(DpsStatus.HAS_CLOUD);
    }

    @Test
    void a_redirect_to_something_else_than_a_service_is_a_failure() {
        bench.service.on(ProvisioningStep.CLOUD, Reply.redirect(URI.create("https://example.test/")));

        bench.start();
        bench.runFor(Duration.ofMillis(100));

        assertThat(bench.notes.failures).hasSize(1);
        assertThat(bench.device.state().cloud().isProvisioned()).isFalse();
    }

    @Test
    void a_redirect_to_a_dead_service_is_not_the_end() {
        bench.service.on(ProvisioningStep.CLOUD, Reply.redirect(URI.create(Bench.SECOND)));

        bench.start();
        bench.runFor(Duration.ofSeconds(10 + 20 + 40 + 80 + 120));

        assertThat(bench.provisioned()).isTrue();
        assertThat(bench.service.counts()).containsEntry(CREDENTIALS, 1);
    }

    @ParameterizedTest
    @EnumSource(value = ConnectReply.class, names = "UP", mode = EnumSource.Mode.EXCLUDE)
    void a_service_that_cannot_be_reached_is_tried_again_and_what_is_done_stays_done(ConnectReply reply) {
        bench.service.onConnect(ConnectReply.UP, reply, reply, reply, reply);

        bench.start();
        bench.runFor(Duration.ofSeconds(200));

        assertThat(bench.provisioned()).isTrue();
        assertThat(bench.notes.failures)
                .hasSize(4)
                .allMatch(failed -> failed.step() == OWNER && failed.failure().kind() == FailureClass.UNREACHABLE);
        assertThat(bench.service.counts()).containsEntry(ProvisioningStep.TIME, 1);
    }

    @Test
    void the_pauses_and_timeouts_follow_the_table() {
        bench.service.on(OWNER, Reply.silence(), Reply.silence(), Reply.silence());

        bench.start();
        bench.runFor(Duration.ofSeconds(10 + 20).minusMillis(20));
        int afterTwoTimeouts = bench.service.counts().get(OWNER);
        bench.runFor(Duration.ofSeconds(1));
        int third = bench.service.counts().get(OWNER);
        bench.runFor(Duration.ofSeconds(40));

        assertThat(afterTwoTimeouts).isEqualTo(2);
        assertThat(third).isEqualTo(3);
        assertThat(bench.notes.failures)
                .extracting(failed -> failed.failure())
                .containsExactly(
                        new Failure.NoAnswer(Duration.ofSeconds(10)),
                        new Failure.NoAnswer(Duration.ofSeconds(20)),
                        new Failure.NoAnswer(Duration.ofSeconds(40)));
        assertThat(bench.notes.failures).allMatch(failed -> failed.pause().isZero());
        assertThat(bench.service.counts()).containsEntry(ProvisioningStep.TIME, 2);
        assertThat(bench.provisioned()).isTrue();
    }

    @Test
    void a_refusing_service_gets_longer_and_longer_pauses_and_then_short_ones_again() {
        for (int i = 0; i < 7; i++) {
            bench.service.on(ProvisioningStep.TIME, Reply.code("4.03"));
        }

        bench.start();
        bench.runFor(Duration.ofMinutes(6));

        List<Duration> pauses =
                bench.notes.failures.stream().map(Bench.Failed::pause).toList();
        assertThat(pauses).hasSize(7);
        int[] table = {10, 20, 40, 80, 120, 10, 20};
        for (int i = 0; i < table.length; i++) {
            assertThat(pauses.get(i))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(table[i] * 500L))
                    .isLessThan(Duration.ofSeconds(table[i]));
        }
        assertThat(bench.provisioned()).isTrue();
    }

    @Test
    void an_answer_that_comes_after_its_attempt_is_not_heard() {
        bench.service.on(OWNER, Reply.late(Duration.ofSeconds(11)), Reply.code("5.03"));

        bench.start();
        bench.runFor(Duration.ofSeconds(12));

        assertThat(bench.client.snapshot().status()).doesNotContain(DpsStatus.HAS_OWNER);
        bench.runFor(Duration.ofSeconds(20));
        assertThat(bench.provisioned()).isTrue();
        assertThat(bench.service.counts()).containsEntry(OWNER, 3);
    }

    @Test
    void a_store_that_cannot_be_written_pauses_and_repeats_the_step() {
        bench.start();
        bench.loop.runNext();
        bench.runFor(Duration.ofMillis(3));
        bench.store.failures = 2;
        bench.runFor(Duration.ofSeconds(60));

        assertThat(bench.notes.failures)
                .hasSize(2)
                .allMatch(failed -> failed.failure().kind() == FailureClass.LOCAL)
                .allMatch(failed -> failed.failure().describe().contains("a full disk"));
        assertThat(bench.provisioned()).isTrue();
    }

    @Test
    void a_cloud_client_that_refuses_is_given_everything_anew() {
        bench.cloud.refusals = 1;

        bench.start();
        bench.runFor(Duration.ofMillis(100));

        assertThat(bench.notes.cloudFailures).hasSize(1);
        assertThat(bench.client.snapshot().lastError()).isEqualTo(DpsError.START_CLOUD);
        bench.runFor(Duration.ofSeconds(10));
        assertThat(bench.provisioned()).isTrue();
        assertThat(bench.service.counts()).containsEntry(ProvisioningStep.TIME, 2);
    }

    @Test
    void a_connection_that_is_cut_between_two_steps_is_opened_again_without_a_failure() {
        bench.client.addListener(new DpsListener() {
            private boolean done;

            @Override
            public void onStatusChanged(Snapshot snapshot) {
                if (!done && snapshot.status().contains(DpsStatus.HAS_OWNER)) {
                    done = true;
                    bench.transport.cut();
                }
            }
        });

        bench.start();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(bench.notes.failures).isEmpty();
        assertThat(bench.service.connections()).isEqualTo(3);
        assertThat(bench.provisioned()).isTrue();
    }

    @Test
    void without_an_endpoint_an_attempt_waits_for_one() {
        bench.service.on(OWNER, Reply.code("5.03"));
        bench.start();
        bench.runFor(Duration.ofMillis(100));
        var only = bench.client.endpoints().selected().orElseThrow();

        bench.client.endpoints().remove(only);
        bench.runFor(Duration.ofSeconds(10));
        bench.client.endpoints().add(only);
        bench.runFor(Duration.ofSeconds(20));

        assertThat(bench.notes.failures).hasSize(2);
        assertThat(bench.provisioned()).isTrue();
    }
}
