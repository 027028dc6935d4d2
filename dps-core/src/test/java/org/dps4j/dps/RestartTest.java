package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.security.acl.AccessControlList;
import org.dps4j.device.security.credential.CertificateCredential;
import org.dps4j.device.security.ownership.Ownership;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.scripted.Reply;
import org.dps4j.loop.VirtualLoop;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.payload.credential.CredentialUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a start makes of the state that an earlier run of the program left. */
class RestartTest {

    private static final Duration LIFE = Duration.ofDays(30);
    private static final Instant END = VirtualLoop.START.plus(LIFE);
    private static final Instant LATER = VirtualLoop.START.plus(Duration.ofDays(1));
    private static final Instant TOO_EARLY = Instant.parse("2019-12-31T00:00:00Z");
    private static final Instant NEVER_SET = Instant.EPOCH;
    private static final Instant FAR_AHEAD = Instant.parse("2100-01-01T00:00:00Z");

    private final Bench bench = new Bench();

    @BeforeEach
    void a_device_was_provisioned() {
        bench.service.on(ProvisioningStep.CREDENTIALS, Reply.certificateUntil(END));
        bench.start();
        bench.runFor(Duration.ofSeconds(1));
        assertThat(bench.provisioned()).isTrue();
        bench.client.close();
        bench.service.counts().clear();
        bench.transport.dials().clear();
        bench.notes.failures.clear();
        bench.notes.started.clear();
        bench.cloud.started.clear();
    }

    static Stream<Arguments> stored() {
        return Stream.of(
                row("everything", same(), LATER, "00000"),
                row("everything, but not that it was provisioned", without("dps"), LATER, "00000"),
                row(
                        "a memory that cannot be read",
                        state -> state.withSection("dps", Bytes.ofHex("ff")),
                        LATER,
                        "00000"),
                row("no time", RestartTest::withoutTime, LATER, "11111"),
                row("no owner", state -> state.withOwnership(Ownership.UNOWNED), LATER, "01111"),
                row("itself as its owner", RestartTest::selfOwned, LATER, "01111"),
                row("no cloud", state -> state.withCloud(CloudConfiguration.DEFAULT), LATER, "00111"),
                row("no identity", lacking(CredentialUsage.IDENTITY_CERTIFICATE), LATER, "00011"),
                row("no trust anchor", lacking(CredentialUsage.TRUST_ANCHOR), LATER, "00011"),
                row("no rules", state -> state.withAccessControlList(AccessControlList.NONE), LATER, "00001"),
                row(
                        "an identity with exactly an hour left, which is renewed",
                        same(),
                        END.minusSeconds(3_600),
                        "00010"),
                row("an identity with less than an hour left", same(), END.minusSeconds(3_599), "00011"),
                row("an identity that ended", same(), END.plusSeconds(1), "00011"),
                row("a clock that was never set", same(), NEVER_SET, "00000"),
                row("a clock before the identity began", same(), TOO_EARLY, "00000"),
                row("neither clock nor time", RestartTest::withoutTime, NEVER_SET, "11111"),
                row("clock and time before the identity began", told(TOO_EARLY), TOO_EARLY, "11111"),
                row("a time far ahead of a right clock", told(FAR_AHEAD), LATER, "11111"),
                row("a time long past and a right clock", told(NEVER_SET), LATER, "00000"),
                row("a time far ahead of a clock that was never set", told(FAR_AHEAD), NEVER_SET, "11111"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stored")
    void what_is_still_valid_decides_which_steps_run(
            String what, UnaryOperator<DeviceState> change, Instant clock, String requests) {
        Device again = restarted(change, clock);
        DpsClient client = bench.client(again, DpsConfig.DEFAULTS);
        StartPlan plan = StartPlan.of(again.state(), client.endpoints().list(), DpsConfig.DEFAULTS, bench.loop.now());
        ProvisioningTest.start(client);
        bench.runFor(Duration.ofMinutes(1));

        assertThat(client.snapshot().isProvisioned()).isTrue();
        assertThat(requests()).isEqualTo(requests);
        if (bench.notes.failures.isEmpty()) {
            assertThat(plan.steps()).as("told before").isEqualTo(bench.notes.started);
        }
        assertThat(bench.transport.dials().isEmpty())
                .as("nobody is dialled, so that no name is looked up")
                .isEqualTo(requests.equals("00000"));
        assertThat(bench.cloud.started).containsExactly(again.state().cloud());
        assertThat(again.state().id()).isEqualTo(bench.device.state().id());
        assertThat(again.state().identity().orElseThrow().chain().get(0).getPublicKey())
                .isEqualTo(again.state().key().publicKey());
        assertThat(client.hasBeenProvisionedSinceReset()).isTrue();
        assertThat(bench.transport.open()).isZero();
        assertThat(bench.loop.pendingTimers()).as("that of the renewal").isOne();
    }

    @Test
    void a_clock_far_ahead_is_told_as_such_destroys_nothing_and_is_got_over_when_it_is_right_again() {
        Device again = restarted(same(), FAR_AHEAD);
        DpsClient client = bench.client(again, DpsConfig.DEFAULTS);
        ProvisioningTest.start(client);
        bench.runFor(Duration.ofHours(1));

        assertThat(bench.notes.failures)
                .hasSizeGreaterThan(10)
                .extracting(failed -> failed.failure().describe())
                .allSatisfy(said -> assertThat(said)
                        .contains("the device takes it for 2100-01-01")
                        .contains("see to its clock"));
        assertThat(again.state().withLastSyncedTime(LATER).withoutInstalledCredentials())
                .isEqualTo(bench.device.state().withLastSyncedTime(LATER).withoutInstalledCredentials());

        bench.setSystemClock(LATER.plus(Duration.ofHours(1)));
        bench.runFor(Duration.ofMinutes(5));
        assertThat(client.snapshot().isProvisioned()).isTrue();
        assertThat(bench.cloud.started).hasSize(1);
    }

    @Test
    void a_time_that_a_service_told_wrongly_is_asked_for_again() {
        Bench fresh = new Bench();
        fresh.service.on(ProvisioningStep.TIME, Reply.time(FAR_AHEAD));
        fresh.start();
        fresh.runFor(Duration.ofMillis(100));
        assertThat(fresh.notes.failures)
                .extracting(Bench.Failed::failure)
                .hasOnlyElementsOfType(Failure.OutOfDate.class);

        fresh.runFor(Duration.ofMinutes(1));

        assertThat(fresh.provisioned()).isTrue();
        assertThat(fresh.service.counts()).containsEntry(ProvisioningStep.TIME, 2);
    }

    @Test
    void a_forced_provisioning_does_all_steps_once_and_is_not_remembered() {
        Device again = restarted(same(), LATER);
        DpsClient forced = bench.client(again, DpsConfig.DEFAULTS);
        forced.forceReprovision();
        ProvisioningTest.start(forced);
        bench.runFor(Duration.ofSeconds(1));
        assertThat(requests()).isEqualTo("11111");
        forced.close();

        ProvisioningTest.start(bench.client(restarted(same(), LATER), DpsConfig.DEFAULTS));
        bench.runFor(Duration.ofSeconds(1));

        assertThat(requests()).isEqualTo("11111");
    }

    @Test
    void a_provisioned_device_does_not_care_for_the_service_that_is_named_now() {
        DpsClient moved = bench.client(restarted(same(), LATER), DpsConfig.DEFAULTS);
        moved.endpoints().replaceWith(DpsEndpoint.of("coaps+tcp://nobody.test"));

        ProvisioningTest.start(moved);
        bench.runFor(Duration.ofSeconds(1));

        assertThat(moved.snapshot().isProvisioned()).isTrue();
        assertThat(bench.transport.dials()).isEmpty();
    }

    @Test
    void a_device_that_lacks_a_step_asks_the_service_that_is_named_now() {
        bench.transport.listen(Bench.SECOND, bench.service);
        DpsClient moved =
                bench.client(restarted(lacking(CredentialUsage.IDENTITY_CERTIFICATE), LATER), DpsConfig.DEFAULTS);
        moved.endpoints().replaceWith(DpsEndpoint.of(Bench.SECOND));

        ProvisioningTest.start(moved);
        bench.runFor(Duration.ofSeconds(1));

        assertThat(moved.snapshot().isProvisioned()).isTrue();
        assertThat(bench.transport.dials())
                .extracting(dial -> dial.endpoint().uri().getHost())
                .containsExactly("second.test");
    }

    @Test
    void a_longer_limit_ends_an_identity_sooner() {
        Device again = restarted(same(), END.minus(Duration.ofHours(2)));
        DpsClient client = bench.client(again, DpsConfig.DEFAULTS.withExpiringLimit(Duration.ofHours(3)));

        ProvisioningTest.start(client);
        bench.runFor(Duration.ofSeconds(1));

        assertThat(requests()).isEqualTo("00011");
    }

    private Device restarted(UnaryOperator<DeviceState> change, Instant clock) {
        DeviceState stored = bench.store.saved.get(bench.store.saved.size() - 1);
        bench.store.save(change.apply(stored)).toCompletableFuture().join();
        bench.setSystemClock(clock);
        return bench.open(bench.store);
    }

    private String requests() {
        Map<ProvisioningStep, Integer> counts = bench.service.counts();
        return Arrays.stream(ProvisioningStep.values())
                .map(step -> counts.getOrDefault(step, 0).toString())
                .collect(Collectors.joining());
    }

    private static Arguments row(String what, UnaryOperator<DeviceState> change, Instant clock, String requests) {
        return Arguments.of(what, change, clock, requests);
    }

    private static UnaryOperator<DeviceState> same() {
        return state -> state;
    }

    private static UnaryOperator<DeviceState> told(Instant time) {
        return state -> state.withLastSyncedTime(time);
    }

    private static UnaryOperator<DeviceState> without(String section) {
        return state -> {
            var sections = new HashMap<>(state.sections());
            sections.remove(section);
            return remade(state, state.lastSyncedTime(), sections);
        };
    }

    private static DeviceState withoutTime(DeviceState state) {
        return remade(state, Optional.empty(), state.sections());
    }

    private static DeviceState selfOwned(DeviceState state) {
        return state.withOwnership(Ownership.takenBy(state.id()));
    }

    private static UnaryOperator<DeviceState> lacking(CredentialUsage usage) {
        return state -> {
            List<Integer> ids = state.credentials()
                    .certificates(usage)
                    .filter(CertificateCredential::isProvisioned)
                    .map(CertificateCredential::id)
                    .toList();
            return state.withCredentials(state.credentials().without(ids));
        };
    }

    private static DeviceState remade(DeviceState state, Optional<Instant> time, Map<String, Bytes> sections) {
        return new DeviceState(
                state.id(),
                state.name(),
                state.platform(),
                state.key(),
                state.ownership(),
                state.credentials(),
                state.securityProfiles(),
                state.accessControlList(),
                state.cloud(),
                time,
                sections);
    }
}
