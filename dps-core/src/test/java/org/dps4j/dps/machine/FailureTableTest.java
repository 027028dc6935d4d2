package org.dps4j.dps.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of the failure table at each step: what is reported, how long the pause is, and what is repeated. */
class FailureTableTest {

    private static final Failure OUTAGE = new Failure.Unavailable(ResponseCode.of("5.04"), "");
    private static final Failure SILENCE = new Failure.NoAnswer(Duration.ofSeconds(10));
    private static final Failure LOST = new Failure.ConnectionLost("reset");
    private static final Failure REFUSAL = new Failure.Rejected(ResponseCode.of("4.00"), "");
    private static final Failure UNREADABLE = new Failure.UnreadableAnswer("", "CBOR", "1 byte");
    private static final Failure UNUSABLE = new Failure.UnusableAnswer("the device's key", "another");
    private static final Failure UNREACHABLE = new Failure.Unreachable("connection refused");
    private static final Failure UNTRUSTED = new Failure.Untrusted("unknown issuer");
    private static final Failure OUT_OF_DATE = new Failure.OutOfDate("it ended", Instant.EPOCH);
    private static final Failure LOCAL = new Failure.LocalFault("disk full");

    private final StepMachine machine = new StepMachine(5);

    @ParameterizedTest
    @MethodSource("rows")
    void a_failure_is_followed_by_its_row(
            ProvisioningStep step, Failure failure, Pause pause, DpsStatus reported, DpsError error, Scope scope) {
        MachineState requesting = at(step);

        Transition failed = machine.on(requesting, new Event.StepFailed(step, requesting.generation(), failure));

        assertThat(failed.effects()).hasSize(3).first().isEqualTo(new Effect.Disconnect());
        Effect.ScheduleRetry retry = (Effect.ScheduleRetry) failed.effects().get(1);
        assertThat(retry.pause()).isEqualTo(pause);
        assertThat(retry.after().because()).isEqualTo(failure);
        assertThat(failed.state().status()).contains(reported, step.asked()).containsAll(requesting.status());
        assertThat(failed.state().lastError()).isEqualTo(error);
        assertThat(requestAfter(failed).step()).isEqualTo(scope == Scope.ALL_STEPS ? ProvisioningStep.TIME : step);
    }

    static Stream<Arguments> rows() {
        return Stream.of(ProvisioningStep.values()).flatMap(step -> {
            DpsStatus passing = DpsStatus.TRANSIENT_FAILURE;
            DpsStatus failure = DpsStatus.FAILURE;
            boolean members = step == ProvisioningStep.TIME || step == ProvisioningStep.CLOUD;
            DpsError unreadable = members ? DpsError.RESPONSE : step.error();
            return Stream.of(
                    Arguments.of(step, OUTAGE, Pause.DRAWN, passing, DpsError.OK, Scope.MISSING_STEPS),
                    Arguments.of(step, LOST, Pause.DRAWN, passing, DpsError.OK, Scope.MISSING_STEPS),
                    Arguments.of(step, SILENCE, Pause.NONE, passing, DpsError.OK, Scope.MISSING_STEPS),
                    Arguments.of(step, REFUSAL, Pause.DRAWN, failure, DpsError.RESPONSE, Scope.ALL_STEPS),
                    Arguments.of(step, UNREADABLE, Pause.DRAWN, failure, unreadable, Scope.ALL_STEPS),
                    Arguments.of(step, UNUSABLE, Pause.DRAWN, failure, step.error(), Scope.ALL_STEPS),
                    Arguments.of(step, UNREACHABLE, Pause.DRAWN, failure, DpsError.RESPONSE, Scope.MISSING_STEPS),
                    Arguments.of(step, UNTRUSTED, Pause.DRAWN, failure, DpsError.RESPONSE, Scope.MISSING_STEPS),
                    Arguments.of(step, OUT_OF_DATE, Pause.DRAWN, failure, DpsError.RESPONSE, Scope.ALL_STEPS),
                    Arguments.of(step, LOCAL, Pause.DRAWN, failure, step.error(), Scope.MISSING_STEPS));
        });
    }

    @ParameterizedTest
    @EnumSource(ProvisioningStep.class)
    void the_third_transient_failure_in_a_row_repeats_all_steps(ProvisioningStep step) {
        MachineState state = at(step);

        Transition last = failing(state, List.of(OUTAGE, SILENCE, LOST));

        assertThat(requestAfter(last).step()).isEqualTo(ProvisioningStep.TIME);
        assertThat(last.state().transients()).isZero();
    }

    @Test
    void a_failure_to_reach_the_service_neither_counts_nor_breaks_the_row() {
        MachineState state = at(ProvisioningStep.CLOUD);

        Transition second = failing(state, List.of(OUTAGE, UNREACHABLE, UNREACHABLE, UNREACHABLE, OUTAGE));
        Transition third = failing(state, List.of(OUTAGE, UNREACHABLE, OUTAGE, LOCAL, OUTAGE));

        assertThat(requestAfter(second).step()).isEqualTo(ProvisioningStep.CLOUD);
        assertThat(requestAfter(third).step()).isEqualTo(ProvisioningStep.TIME);
    }

    @Test
    void a_step_that_succeeds_breaks_the_row() {
        Transition second = failing(at(ProvisioningStep.CLOUD), List.of(OUTAGE, OUTAGE));
        Effect.Request again = requestAfter(second);
        MachineState requesting = afterRetry(second.state()).state();

        Transition done =
                machine.on(requesting, new Event.StepSucceeded(again.step(), again.generation(), ConnectionAfter.KEEP));

        assertThat(done.state().transients()).isZero();
        assertThat(done.state().attempt()).isZero();
    }

    @Test
    void after_the_last_entry_of_the_table_comes_the_first_again_and_the_next_endpoint() {
        Transition fourth =
                failing(at(ProvisioningStep.OWNER), List.of(UNREACHABLE, UNREACHABLE, UNREACHABLE, UNREACHABLE));
        MachineState requesting = afterRetry(fourth.state()).state();
        assertThat(requesting.attempt()).isEqualTo(4);

        Transition fifth = failing(requesting, List.of(UNREACHABLE));
        Transition sixth = afterRetry(fifth.state());

        assertThat(fifth.effects()).doesNotContain(new Effect.SelectNextEndpoint());
        assertThat(sixth.effects()).first().isEqualTo(new Effect.SelectNextEndpoint());
        assertThat(requestAfter(fifth).attempt()).isZero();
        assertThat(requestAfter(fifth).step()).isEqualTo(ProvisioningStep.OWNER);
    }

    @Test
    void a_cloud_that_cannot_be_started_repeats_all_steps() {
        MachineState starting = machine.on(MachineState.INITIAL, new Event.Started(Set.of(ProvisioningStep.values())))
                .state();

        Transition failed = machine.on(
                starting, new Event.CloudFailed(starting.generation(), new Failure.CloudNotStarted("no identity")));

        assertThat(failed.state().lastError()).isEqualTo(DpsError.START_CLOUD);
        assertThat(failed.state().status()).contains(DpsStatus.FAILURE);
        assertThat(requestAfter(failed).step()).isEqualTo(ProvisioningStep.TIME);
    }

    @Test
    void a_forced_reprovision_waits_for_the_next_attempt() {
        MachineState requesting = at(ProvisioningStep.ACLS);

        Transition forced = machine.on(requesting, new Event.ReprovisionForced());
        Transition failed = failing(forced.state(), List.of(OUTAGE));

        assertThat(forced.effects()).isEmpty();
        assertThat(requestAfter(failed).step()).isEqualTo(ProvisioningStep.TIME);
    }

    @Test
    void a_forced_reprovision_before_the_start_ignores_what_is_stored() {
        MachineState forced =
                machine.on(MachineState.INITIAL, new Event.ReprovisionForced()).state();

        Transition started = machine.on(forced, new Event.Started(Set.of(ProvisioningStep.values())));

        assertThat(started.state().nextStep()).contains(ProvisioningStep.TIME);
        assertThat(started.state().scope()).isEqualTo(Scope.MISSING_STEPS);
    }

    @Test
    void a_step_that_is_stored_counts_only_after_those_before_it() {
        Transition started = machine.on(
                MachineState.INITIAL,
                new Event.Started(Set.of(ProvisioningStep.TIME, ProvisioningStep.CLOUD, ProvisioningStep.ACLS)));

        assertThat(started.state().nextStep()).contains(ProvisioningStep.OWNER);
        assertThat(started.state().status()).doesNotContain(DpsStatus.HAS_CLOUD, DpsStatus.HAS_ACLS);
    }

    @Test
    void a_reset_forgets_what_was_reported() {
        Transition reset = machine.on(at(ProvisioningStep.ACLS), new Event.Reset());

        assertThat(reset.state().status()).isEmpty();
        assertThat(reset.state().phase()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void a_redirect_replaces_the_connection() {
        MachineState requesting = at(ProvisioningStep.CLOUD);

        Transition done = machine.on(
                requesting,
                new Event.StepSucceeded(ProvisioningStep.CLOUD, requesting.generation(), ConnectionAfter.REPLACE));

        assertThat(done.effects()).contains(new Effect.Disconnect());
        assertThat(done.state().generation()).isGreaterThan(requesting.generation());
    }

    private MachineState at(ProvisioningStep step) {
        EnumSet<ProvisioningStep> before = EnumSet.range(ProvisioningStep.TIME, step);
        before.remove(step);
        return machine.on(MachineState.INITIAL, new Event.Started(before)).state();
    }

    private Transition failing(MachineState from, List<Failure> failures) {
        Transition last = Transition.ignored(from);
        for (int i = 0; i < failures.size(); i++) {
            MachineState state = i == 0 ? from : afterRetry(last.state()).state();
            last = machine.on(
                    state, new Event.StepFailed(state.nextStep().orElseThrow(), state.generation(), failures.get(i)));
        }
        return last;
    }

    private Transition afterRetry(MachineState state) {
        return machine.on(state, new Event.RetryDue(state.generation()));
    }

    private Effect.Request requestAfter(Transition failed) {
        return afterRetry(failed.state()).effects().stream()
                .filter(Effect.Request.class::isInstance)
                .map(Effect.Request.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
