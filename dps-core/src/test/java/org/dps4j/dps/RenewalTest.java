package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.dps.machine.ProvisioningStep.CREDENTIALS;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dps4j.device.cloud.transport.CloudDial;
import org.dps4j.device.security.credential.Identity;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.DpsStatus;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.retry.RetryAttempt;
import org.dps4j.dps.scripted.Reply;
import org.dps4j.dps.scripted.ScriptedService;
import org.dps4j.loop.VirtualLoop;
import org.junit.jupiter.api.Test;

/** How the credentials of a provisioned device are renewed; what becomes of failures is in {@link RenewalFaultsTest}. */
class RenewalTest {

    static final Duration LIFE = Duration.ofDays(30);
    static final Instant END = VirtualLoop.START.plus(LIFE);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private Bench bench = provisioned(DpsConfig.DEFAULTS);

    /** A bench whose device is online with credentials that end after thirty days. */
    static Bench provisioned(DpsConfig config) {
        Bench bench = new Bench(config);
        bench.service.on(CREDENTIALS, Reply.certificateUntil(END));
        bench.start();
        bench.runFor(MOMENT);
        assertThat(bench.provisioned()).isTrue();
        return bench;
    }

    private static Identity identity(Bench of) {
        return of.device.state().identity().orElseThrow();
    }

    private int asked(ProvisioningStep step) {
        return bench.service.counts().getOrDefault(step, 0);
    }

    @Test
    void after_two_thirds_of_their_life_the_credentials_are_renewed_and_the_cloud_does_not_notice() {
        Identity old = identity(bench);
        bench.notes.masks.clear();

        bench.runFor(DAY.multipliedBy(20).minusSeconds(2));
        assertThat(asked(CREDENTIALS)).isEqualTo(1);
        bench.runFor(Duration.ofSeconds(2));

        assertThat(bench.service.counts())
                .isEqualTo(Map.of(
                        ProvisioningStep.TIME,
                        1,
                        ProvisioningStep.OWNER,
                        1,
                        ProvisioningStep.CLOUD,
                        1,
                        CREDENTIALS,
                        2,
                        ProvisioningStep.ACLS,
                        1));
        assertThat(identity(bench).chain()).isNotEqualTo(old.chain());
        assertThat(identity(bench).privateKey()).isEqualTo(old.privateKey());
        assertThat(bench.notes.masks).containsExactly(0x2b95, 0x2995);
        assertThat(bench.notes.renewals).containsExactly(1);
        assertThat(bench.cloud.started).hasSize(1);
        assertThat(bench.cloud.stops).isZero();
        Whole.assertWhole(bench);
    }

    @Test
    void the_next_connection_to_the_cloud_shows_the_renewed_certificate() {
        JoiningBench joining = new JoiningBench(7);
        bench = joining.bench;
        bench.service.on(CREDENTIALS, Reply.certificateUntil(END));
        bench.start();
        bench.runFor(DAY.multipliedBy(19));
        joining.assertOnline();
        Identity old = identity(bench);

        bench.runFor(DAY.multipliedBy(2));
        assertThat(asked(CREDENTIALS)).isEqualTo(2);
        assertThat(joining.way.dials()).extracting(CloudDial::identity).containsOnly(old);
        int dials = joining.way.dials().size();
        joining.way.cut();
        bench.runFor(Duration.ofMinutes(1));

        joining.assertOnline();
        assertThat(joining.way.dials().subList(dials, joining.way.dials().size()))
                .isNotEmpty()
                .extracting(CloudDial::identity)
                .containsOnly(identity(bench));
        assertThat(identity(bench).chain()).isNotEqualTo(old.chain());
    }

    @Test
    void the_snapshot_says_when_the_next_renewal_is_and_when_the_credentials_end() {
        PlannedRenewal first = bench.client.snapshot().renewal().orElseThrow();
        assertThat(Duration.between(VirtualLoop.START.plus(DAY.multipliedBy(20)), first.due()))
                .isBetween(MOMENT.negated(), MOMENT);
        assertThat(first.until()).isEqualTo(END);
        assertThat(first.cause()).isEmpty();

        Instant next = END.plus(LIFE);
        bench.service.on(CREDENTIALS, Reply.certificateUntil(next));
        bench.runFor(DAY.multipliedBy(20).plus(MOMENT));

        PlannedRenewal second = bench.client.snapshot().renewal().orElseThrow();
        assertThat(second.until()).isEqualTo(next);
        assertThat(Duration.between(first.due(), second.due()).toHours()).isEqualTo(40 * 24 * 2 / 3);
        assertThat(bench.client.snapshot().nextAttempt()).isEmpty();
    }

    @Test
    void the_time_is_written_to_the_log_once_and_so_is_the_renewal() {
        List<String> lines = new ArrayList<>();
        DpsClient written = DpsClient.builder(bench.open(bench.store))
                .endpoint(DpsEndpoint.of(Bench.FIRST))
                .transport(bench.transport)
                .cloud(bench.cloud)
                .log((level, message) -> lines.add(level + " " + message))
                .build();
        bench.client.close();

        ProvisioningTest.start(written);
        bench.runFor(DAY.multipliedBy(21));

        assertThat(lines.stream().filter(line -> line.startsWith("INFO")))
                .satisfiesExactly(
                        planned -> assertThat(planned)
                                .contains("end at 2026-01-31T00:00:00Z and are renewed at 2026-01-20T23:"),
                        provisioned -> assertThat(provisioned).contains("the cloud client was started"),
                        next -> assertThat(next).contains("end at 2049-12-31T23:59:59Z and are renewed at 2042-01-07"),
                        renewed -> assertThat(renewed).isEqualTo("INFO the credentials were renewed"));
    }

    @Test
    void a_service_named_meanwhile_is_asked_and_shown_the_manufacturer_certificate() {
        ScriptedService second = new ScriptedService(bench.loop::now).showing(bench.service.certificate());
        bench.transport.listen(Bench.SECOND, second);
        bench.client.endpoints().replaceWith(DpsEndpoint.of(Bench.SECOND));
        bench.transport.dials().clear();

        bench.runFor(DAY.multipliedBy(20));

        assertThat(second.counts()).isEqualTo(Map.of(CREDENTIALS, 1));
        assertThat(bench.transport.dials())
                .singleElement()
                .satisfies(dial -> assertThat(dial.identity())
                        .isEqualTo(bench.device
                                .state()
                                .credentials()
                                .manufacturerIdentity()
                                .orElseThrow()));
    }

    @Test
    void a_redirect_in_the_answer_is_followed_by_the_next_renewal() {
        ScriptedService second = new ScriptedService(bench.loop::now).showing(bench.service.certificate());
        bench.transport.listen(Bench.SECOND, second);
        bench.service.on(
                CREDENTIALS, Reply.redirect(DpsEndpoint.of(Bench.SECOND).uri()));

        bench.runFor(DAY.multipliedBy(20));

        assertThat(bench.notes.renewalFailures).isEmpty();
        assertThat(bench.client.endpoints().selected()).contains(DpsEndpoint.of(Bench.SECOND));
        assertThat(bench.transport.open()).isZero();
    }

    @Test
    void a_restart_does_not_put_the_renewal_off() {
        bench.runFor(DAY.multipliedBy(10));
        bench.client.close();
        bench.service.counts().clear();
        bench.transport.dials().clear();

        DpsClient second = bench.client(bench.open(bench.store), DpsConfig.DEFAULTS);
        ProvisioningTest.start(second);
        bench.runFor(MOMENT);
        assertThat(second.snapshot().isProvisioned()).isTrue();
        assertThat(bench.transport.dials()).isEmpty();
        bench.runFor(DAY.multipliedBy(10).minusHours(1));
        assertThat(bench.service.counts()).isEmpty();
        bench.runFor(Duration.ofHours(1));

        assertThat(bench.service.counts()).isEqualTo(Map.of(CREDENTIALS, 1));
        assertThat(bench.transport.open()).isZero();
    }

    @Test
    void a_device_that_was_off_when_they_should_have_been_renewed_does_it_soon_after_its_start() {
        bench.client.close();
        bench.runFor(DAY.multipliedBy(25));

        DpsClient second = bench.client(bench.open(bench.store), DpsConfig.DEFAULTS);
        ProvisioningTest.start(second);
        bench.runFor(Duration.ofSeconds(2));

        assertThat(bench.service.counts()).containsEntry(CREDENTIALS, 2).containsEntry(ProvisioningStep.ACLS, 1);
        assertThat(bench.cloud.stops).isZero();
    }

    @Test
    void a_device_that_was_off_until_they_ended_gets_its_credentials_before_it_joins_its_cloud() {
        bench.client.close();
        bench.runFor(LIFE.plusDays(1));

        DpsClient second = bench.client(bench.open(bench.store), DpsConfig.DEFAULTS);
        ProvisioningTest.start(second);
        bench.runFor(Duration.ofSeconds(2));

        assertThat(second.snapshot().isProvisioned()).isTrue();
        assertThat(bench.service.counts())
                .containsEntry(ProvisioningStep.TIME, 1)
                .containsEntry(CREDENTIALS, 2)
                .containsEntry(ProvisioningStep.ACLS, 2);
        assertThat(bench.cloud.identities).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void a_stop_calls_it_off_and_a_start_plans_it_again() throws Exception {
        bench.client.stop();
        bench.runFor(MOMENT);
        assertThat(bench.loop.pendingTimers()).isZero();
        assertThat(bench.client.snapshot().renewal()).isEmpty();
        bench.runFor(DAY.multipliedBy(22));
        assertThat(asked(CREDENTIALS)).isEqualTo(1);

        bench.client.start();
        bench.runFor(Duration.ofSeconds(2));
        assertThat(asked(CREDENTIALS)).isEqualTo(2);
    }

    @Test
    void a_stop_in_the_middle_of_it_leaves_no_timer_no_connection_and_no_flag() {
        for (Reply reply : List.of(Reply.silence(), Reply.code("5.03"))) {
            bench = provisioned(DpsConfig.DEFAULTS);
            bench.service.on(CREDENTIALS, reply);
            bench.runFor(DAY.multipliedBy(20).plus(MOMENT));
            assertThat(bench.client.snapshot().status()).contains(DpsStatus.RENEW_CREDENTIALS);

            bench.client.stop();
            bench.runFor(Duration.ZERO);

            assertThat(bench.loop.pendingTimers()).isLessThanOrEqualTo(1);
            bench.runFor(Duration.ofMillis(2));
            assertThat(bench.loop.pendingTimers()).isZero();
            assertThat(bench.transport.open()).isZero();
            assertThat(bench.client.snapshot().status())
                    .contains(DpsStatus.CLOUD_STARTED)
                    .doesNotContain(DpsStatus.RENEW_CREDENTIALS);
        }
    }

    @Test
    void a_close_and_a_reset_call_it_off() {
        bench.client.onFactoryReset();
        bench.runFor(MOMENT);
        assertThat(bench.loop.pendingTimers()).isZero();

        bench = provisioned(DpsConfig.DEFAULTS);
        bench.client.close();
        bench.runFor(MOMENT);
        assertThat(bench.loop.pendingTimers()).isZero();
    }

    @Test
    void a_device_that_was_reset_plans_by_its_new_credentials() {
        bench.runFor(DAY.multipliedBy(10));
        bench.service.on(CREDENTIALS, Reply.certificateUntil(END));

        bench.reset();
        bench.runFor(MOMENT);

        assertThat(Duration.between(
                                bench.loop.now(),
                                bench.client.snapshot().renewal().orElseThrow().due())
                        .toHours())
                .isEqualTo(20 * 24 * 2 / 3 - 1);
        Whole.assertWhole(bench);
    }

    @Test
    void a_provisioning_that_is_forced_in_the_middle_of_it_takes_its_place() {
        bench.service.on(CREDENTIALS, Reply.silence());
        bench.runFor(DAY.multipliedBy(20).plus(MOMENT));

        bench.provisionAgain();
        bench.runFor(MOMENT);

        assertThat(asked(ProvisioningStep.TIME)).isEqualTo(2);
        assertThat(asked(CREDENTIALS)).isEqualTo(3);
        assertThat(bench.notes.renewalFailures).isEmpty();
        Whole.assertWhole(bench);
    }

    @Test
    void a_clock_that_is_set_plans_it_anew() {
        bench.device.clock().set(VirtualLoop.START.plus(DAY.multipliedBy(19)));
        bench.runFor(DAY.minusSeconds(10));
        assertThat(asked(CREDENTIALS)).isEqualTo(1);
        bench.runFor(Duration.ofSeconds(10));
        assertThat(asked(CREDENTIALS)).isEqualTo(2);
    }

    @Test
    void a_system_clock_that_jumps_is_noticed_within_the_hour() {
        bench.setSystemClock(VirtualLoop.START.plus(DAY.multipliedBy(21)));

        bench.runFor(Duration.ofHours(1));

        assertThat(asked(CREDENTIALS)).isEqualTo(2);
        assertThat(bench.cloud.stops).isZero();
    }

    @Test
    void a_limit_that_no_certificate_meets_does_not_make_it_hot() {
        bench.client.reconfigure(DpsConfig.DEFAULTS.withExpiringLimit(Duration.ofSeconds(65_535)));
        bench.service.on(
                CREDENTIALS,
                Reply.certificateUntil(
                        VirtualLoop.START.plus(DAY.multipliedBy(20)).plusSeconds(600)));
        for (int i = 0; i < 1_000; i++) {
            bench.service.on(CREDENTIALS, Reply.certificateUntil(END));
        }

        bench.runFor(LIFE.minusHours(18));
        assertThat(bench.notes.renewals.size())
                .as("renewals in more than nine days")
                .isLessThan(5);
        bench.runFor(Duration.ofHours(17));

        assertThat(bench.notes.renewals.size()).as("attempts in the last hours").isBetween(20, 80);
        assertThat(bench.provisioned()).isTrue();
    }

    @Test
    void a_schedule_of_ones_own_is_asked_once_for_each_attempt() {
        List<String> asked = new ArrayList<>();
        bench = provisioned(DpsConfig.DEFAULTS.withRetry((action, attempt, random) -> {
            asked.add(action + " " + attempt);
            return attempt < 2
                    ? Optional.of(new RetryAttempt(Duration.ofSeconds(3), Duration.ofSeconds(2)))
                    : Optional.empty();
        }));
        bench.service.on(CREDENTIALS, Reply.code("5.03"), Reply.silence(), Reply.code("4.00"));
        asked.clear();

        bench.runFor(DAY.multipliedBy(20).plusMinutes(1));

        assertThat(asked).containsExactly("RENEWAL 0", "RENEWAL 1", "RENEWAL 2", "RENEWAL 0", "RENEWAL 1");
        assertThat(bench.notes.renewalFailures)
                .extracting(Bench.Failed::pause)
                .containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }
}
