package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.dps.machine.ProvisioningStep.CREDENTIALS;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.dps4j.device.DeviceState;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.DpsError;
import org.dps4j.dps.machine.DpsStatus;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.retry.RetryAction;
import org.dps4j.dps.scripted.ConnectReply;
import org.dps4j.dps.scripted.Reply;
import org.dps4j.dps.scripted.ScriptedService;
import org.dps4j.protocol.payload.acl.AccessControlEntry;
import org.dps4j.protocol.payload.acl.AceResource;
import org.dps4j.protocol.payload.acl.AceSubject;
import org.dps4j.protocol.payload.acl.Permission;
import org.dps4j.protocol.payload.acl.WildcardKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a renewal that fails: the old credentials stay, it is told, and it is tried again. */
class RenewalFaultsTest {

    private static final Duration DUE = Duration.ofDays(20);

    private final Bench bench = RenewalTest.provisioned(DpsConfig.DEFAULTS);

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("outage", bench -> bench.service.on(CREDENTIALS, Reply.code("5.03"))),
                fault("error", bench -> bench.service.on(CREDENTIALS, Reply.code("5.00"))),
                fault("refusal", bench -> bench.service.on(CREDENTIALS, Reply.code("4.03"))),
                fault("silence", bench -> bench.service.on(CREDENTIALS, Reply.silence())),
                fault("lost connection", bench -> bench.service.on(CREDENTIALS, Reply.close())),
                fault("nobody listens", bench -> bench.service.onConnect(ConnectReply.REFUSED)),
                fault("no name", bench -> bench.service.onConnect(ConnectReply.NAME_NOT_FOUND)),
                fault("not trusted", bench -> bench.service.onConnect(ConnectReply.DEVICE_NOT_TRUSTED)),
                fault("empty", bench -> bench.service.on(CREDENTIALS, Reply.empty())),
                fault("nothing in it", bench -> bench.service.on(CREDENTIALS, Reply.emptyMap())),
                fault("unreadable", bench -> bench.service.on(CREDENTIALS, Reply.unreadable())),
                fault("half", bench -> bench.service.on(CREDENTIALS, Reply.truncated())),
                fault("another key", bench -> bench.service.on(CREDENTIALS, Reply.certificateForAnotherKey())),
                fault("another device", bench -> bench.service.on(CREDENTIALS, Reply.certificateForAnotherDevice())),
                fault("no anchor", bench -> bench.service.on(CREDENTIALS, Reply.withoutTrustAnchor())),
                fault(
                        "about to end",
                        bench -> bench.service.on(
                                CREDENTIALS,
                                Reply.certificateUntil(RenewalTest.END
                                        .minus(Duration.ofDays(10))
                                        .plusSeconds(60)))),
                fault(
                        "full disk",
                        bench -> bench.service.on(CREDENTIALS, Reply.rightAfter(() -> bench.store.failures = 1))));
    }

    private interface Arming {
        void arm(Bench bench);
    }

    private static Arguments fault(String name, Arming arming) {
        return Arguments.of(name, arming);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void any_failure_leaves_the_old_credentials_whole_is_told_and_is_got_over(String name, Arming fault) {
        DeviceState before = bench.device.state();
        fault.arm(bench);
        bench.notes.masks.clear();

        bench.runFor(DUE);
        if (name.equals("silence")) {
            bench.runFor(Duration.ofSeconds(10));
        }

        assertThat(bench.device.state()).isEqualTo(before);
        assertThat(bench.store.load().toCompletableFuture().join()).contains(before.withoutInstalledCredentials());
        assertTold();
        bench.runFor(Duration.ofSeconds(10));
        assertThat(bench.device.state().credentials()).isNotEqualTo(before.credentials());
        assertThat(bench.notes.masks).containsExactly(0x2b95, 0x2995);
        assertThat(bench.cloud.started).hasSize(1);
        assertThat(bench.cloud.stops).isZero();
        Whole.assertWhole(bench);
    }

    private void assertTold() {
        assertThat(bench.notes.failures).as("steps of provisioning").isEmpty();
        assertThat(bench.notes.renewalFailures).singleElement().satisfies(failed -> {
            assertThat(failed.pause()).isBetween(Duration.ofSeconds(5), Duration.ofMillis(9_999));
            PlannedRenewal next = bench.client.snapshot().renewal().orElseThrow();
            assertThat(next.cause()).contains(failed.failure());
            assertThat(Duration.between(bench.loop.now(), next.due())).isLessThanOrEqualTo(failed.pause());
            assertThat(bench.client.failures()).singleElement().satisfies(kept -> {
                assertThat(kept.action()).isEqualTo(RetryAction.RENEWAL);
                assertThat(kept.step()).contains(CREDENTIALS);
                assertThat(kept.failure()).isEqualTo(failed.failure());
                assertThat(kept.nextAttemptIn()).isEqualTo(failed.pause());
            });
        });
        assertThat(bench.client.snapshot().status())
                .contains(DpsStatus.RENEW_CREDENTIALS, DpsStatus.CLOUD_STARTED)
                .doesNotContain(DpsStatus.FAILURE, DpsStatus.TRANSIENT_FAILURE);
        assertThat(bench.client.snapshot().lastError()).isEqualTo(DpsError.OK);
        assertThat(bench.client.snapshot().isProvisioned()).isTrue();
        assertThat(bench.transport.open()).isZero();
    }

    @Test
    void rules_that_come_by_halves_or_cannot_be_stored_leave_the_old_ones_in_force() {
        for (Reply reply :
                List.of(Reply.truncated(), Reply.noAccessRules(), Reply.rightAfter(() -> bench.store.failures = 1))) {
            haveOtherRules();
            DeviceState before = bench.device.state();
            bench.service.on(ProvisioningStep.ACLS, reply);
            bench.notes.failures.clear();

            bench.provisionAgain();
            bench.runFor(Duration.ofSeconds(1));

            assertThat(bench.notes.failures)
                    .singleElement()
                    .satisfies(failed -> assertThat(failed.step()).isEqualTo(ProvisioningStep.ACLS));
            assertThat(bench.device.state().accessControlList()).isEqualTo(before.accessControlList());
            assertThat(bench.store.load().toCompletableFuture().join())
                    .contains(bench.device.state().withoutInstalledCredentials());
            bench.runFor(Duration.ofMinutes(1));
            assertThat(bench.device.state().accessControlList()).isNotEqualTo(before.accessControlList());
            Whole.assertWhole(bench);
        }
    }

    private void haveOtherRules() {
        AccessControlEntry seeing = AccessControlEntry.of(
                        new AceSubject.DeviceSubject(bench.service.answers().owner()),
                        List.of(new AceResource.Wildcard(WildcardKind.ALL, List.of("*"))),
                        Set.of(Permission.RETRIEVE))
                .withTag("dps");
        var unused = bench.device.apply(state -> state.replaceAccessRules(List.of(seeing)));
        bench.runFor(Duration.ZERO);
    }

    @Test
    void a_service_that_is_out_of_order_for_a_day_is_asked_less_and_less_often() {
        for (int i = 0; i < 1_000; i++) {
            bench.service.on(CREDENTIALS, Reply.code(i % 2 == 0 ? "5.03" : "5.00"));
        }

        bench.runFor(DUE.plusDays(1));

        List<Duration> pauses =
                bench.notes.renewalFailures.stream().map(Bench.Failed::pause).toList();
        assertThat(pauses.size()).as("attempts in a day").isBetween(30, 60);
        assertThat(pauses.get(0)).isLessThan(Duration.ofSeconds(10));
        assertThat(pauses.get(9)).isBetween(Duration.ofSeconds(120), Duration.ofSeconds(240));
        assertThat(pauses.get(pauses.size() - 1)).isBetween(Duration.ofMinutes(42), Duration.ofHours(1));
        assertThat(bench.cloud.started).hasSize(1);
    }

    @Test
    void after_all_attempts_at_one_service_the_next_one_is_asked() {
        ScriptedService second = new ScriptedService(bench.loop::now).showing(bench.service.certificate());
        bench.transport.listen(Bench.SECOND, second);
        bench.client.endpoints().add(DpsEndpoint.of(Bench.SECOND));
        for (int i = 0; i < 5; i++) {
            bench.service.onConnect(ConnectReply.REFUSED);
        }

        bench.runFor(DUE.plusMinutes(6));

        assertThat(bench.notes.renewals).containsExactly(1, 2, 3, 4, 5, 1);
        assertThat(second.counts()).containsEntry(CREDENTIALS, 1);
        Whole.assertConsistent(bench.device.state());
    }

    @Test
    void credentials_that_end_before_they_could_be_renewed_lead_back_to_provisioning() {
        Instant old = RenewalTest.END;
        for (int i = 0; i < 2_000; i++) {
            bench.service.onConnect(ConnectReply.REFUSED);
        }

        bench.runFor(Duration.ofDays(30).minusSeconds(5));
        assertThat(bench.client.snapshot().isProvisioned()).isTrue();
        assertThat(bench.cloud.stops).isZero();
        bench.runFor(Duration.ofSeconds(10));

        assertThat(bench.loop.now()).isAfter(old);
        assertThat(bench.cloud.stops).isEqualTo(1);
        assertThat(bench.client.snapshot().status())
                .contains(DpsStatus.HAS_TIME, DpsStatus.HAS_OWNER, DpsStatus.HAS_CLOUD, DpsStatus.GET_CREDENTIALS)
                .doesNotContain(DpsStatus.RENEW_CREDENTIALS, DpsStatus.HAS_CREDENTIALS, DpsStatus.CLOUD_STARTED);
        assertThat(bench.client.snapshot().renewal()).isEmpty();
        bench.service.upAgain();
        bench.runFor(Duration.ofMinutes(5));

        assertThat(bench.cloud.started).hasSize(2);
        assertThat(bench.service.counts())
                .containsEntry(ProvisioningStep.TIME, 1)
                .containsEntry(CREDENTIALS, 2);
        Whole.assertWhole(bench);
    }

    @Test
    void credentials_that_end_while_the_rules_are_waited_for_do_not_reach_the_cloud() {
        Bench slow = new Bench();
        slow.service.on(CREDENTIALS, Reply.certificateUntil(slow.loop.now().plus(Duration.ofMinutes(61))));
        for (int i = 0; i < 2_000; i++) {
            slow.service.on(ProvisioningStep.CREDENTIALS, Reply.certificateUntil(RenewalTest.END));
        }
        slow.service.on(
                ProvisioningStep.ACLS,
                Reply.rightAfter(() -> slow.setSystemClock(slow.loop.now().plusSeconds(7_200))));

        slow.start();
        slow.runFor(Duration.ofSeconds(1));

        assertThat(slow.notes.cloudFailures)
                .singleElement()
                .satisfies(failure -> assertThat(failure.describe()).contains("credentials", "expired"));
        assertThat(slow.cloud.started).isEmpty();
        slow.runFor(Duration.ofMinutes(1));
        assertThat(slow.cloud.started).hasSize(1);
    }

    @Test
    void a_clock_that_is_set_beyond_their_end_leads_back_to_provisioning_which_mends_the_clock() {
        bench.device.clock().set(Instant.parse("2100-01-01T00:00:00Z"));
        bench.runFor(Duration.ofMinutes(1));

        assertThat(bench.service.counts()).containsEntry(ProvisioningStep.TIME, 2);
        assertThat(bench.notes.failures)
                .extracting(Bench.Failed::failure)
                .hasOnlyElementsOfType(Failure.OutOfDate.class);
        Whole.assertWhole(bench);
    }
}
