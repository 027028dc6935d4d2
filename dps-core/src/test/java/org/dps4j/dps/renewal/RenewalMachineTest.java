package org.dps4j.dps.renewal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ResponseCode;
import org.dps4j.dps.renewal.RenewalState.Phase;
import org.junit.jupiter.api.Test;

class RenewalMachineTest {

    private static final Instant BEGIN = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Failure OUTAGE = new Failure.Unavailable(ResponseCode.of("5.03"), "");

    private final RenewalMachine machine = new RenewalMachine(new RenewalTimes(Duration.ofHours(1)), 2);
    private RenewalState state = RenewalState.INITIAL;
    private List<RenewalEffect> effects = List.of();

    private RenewalMachineTest on(RenewalEvent event) {
        RenewalTransition transition = machine.on(state, event);
        state = transition.state();
        effects = transition.effects();
        return this;
    }

    private static Moment good(Duration after, Instant until) {
        return new Moment(BEGIN.plus(after), new Standing.Good(BEGIN, until));
    }

    private static Moment good(Duration after) {
        return good(after, BEGIN.plus(DAY));
    }

    private static Moment lapsed(Duration after) {
        return new Moment(BEGIN.plus(after), new Standing.Lapsed("found expired"));
    }

    private RenewalMachineTest timerDue(Moment now) {
        return on(new RenewalEvent.TimerDue(state.generation(), now));
    }

    private RenewalMachineTest failed(Moment now) {
        return on(new RenewalEvent.Failed(state.generation(), OUTAGE, now));
    }

    private RenewalMachineTest provisioned() {
        return on(new RenewalEvent.Provisioned(good(Duration.ZERO)));
    }

    private RenewalMachineTest asking() {
        return provisioned().timerDue(good(Duration.ofHours(16)));
    }

    @Test
    void it_sleeps_an_hour_at_a_time_until_two_thirds_are_over() {
        provisioned();
        assertThat(effects)
                .containsExactly(
                        new RenewalEffect.Plan(BEGIN.plus(Duration.ofHours(16)), BEGIN.plus(DAY)),
                        new RenewalEffect.Sleep(Duration.ofHours(1), state.generation()));

        timerDue(good(Duration.ofMinutes(15 * 60 + 50)));
        assertThat(effects).containsExactly(new RenewalEffect.Sleep(Duration.ofMinutes(10), state.generation()));
        assertThat(state.isUnderWay()).isFalse();

        timerDue(good(Duration.ofHours(16)));
        assertThat(effects).containsExactly(new RenewalEffect.Notify(), new RenewalEffect.Ask(0, state.generation()));
        assertThat(state.isUnderWay()).isTrue();
    }

    @Test
    void new_credentials_are_planned_for_and_the_connection_is_closed() {
        asking().failed(good(Duration.ofHours(16))).timerDue(good(Duration.ofHours(17)));
        Instant renewed = BEGIN.plus(Duration.ofHours(17));

        on(new RenewalEvent.Renewed(
                state.generation(), new Moment(renewed, new Standing.Good(renewed, renewed.plus(DAY)))));

        assertThat(effects)
                .containsExactly(
                        new RenewalEffect.Plan(renewed.plus(Duration.ofHours(16)), renewed.plus(DAY)),
                        new RenewalEffect.Disconnect(),
                        new RenewalEffect.Notify(),
                        new RenewalEffect.Sleep(Duration.ofHours(1), state.generation()));
        assertThat(state.attempt()).isZero();
        assertThat(state.rounds()).isZero();
    }

    @Test
    void a_failure_pauses_and_the_next_attempt_is_another_one() {
        asking().failed(good(Duration.ofHours(16)));
        assertThat(effects)
                .containsExactly(
                        new RenewalEffect.Disconnect(),
                        new RenewalEffect.Pause(OUTAGE, 0, Duration.ofHours(8), BEGIN.plus(DAY), state.generation()));
        assertThat(state.isUnderWay()).isTrue();

        timerDue(good(Duration.ofHours(17)));
        assertThat(effects).containsExactly(new RenewalEffect.Ask(1, state.generation()));
    }

    @Test
    void after_all_attempts_the_next_endpoint_is_asked_and_pauses_are_longer() {
        asking().failed(good(Duration.ofHours(16))).timerDue(good(Duration.ofHours(16)));
        failed(good(Duration.ofHours(16))).timerDue(good(Duration.ofHours(16)));
        assertThat(effects)
                .containsExactly(new RenewalEffect.SelectNextEndpoint(), new RenewalEffect.Ask(0, state.generation()));

        failed(good(Duration.ofHours(18)));
        assertThat(effects)
                .contains(new RenewalEffect.Pause(OUTAGE, 1, Duration.ofHours(6), BEGIN.plus(DAY), state.generation()));
    }

    @Test
    void it_goes_on_below_the_expiring_limit_and_gives_up_at_the_end() {
        asking().failed(good(DAY.minusSeconds(2)));
        assertThat(state.phase()).isEqualTo(Phase.PAUSING);

        timerDue(lapsed(DAY.plusSeconds(1)));
        assertThat(effects)
                .containsExactly(
                        new RenewalEffect.CancelTimer(),
                        new RenewalEffect.Disconnect(),
                        new RenewalEffect.ProvisionAgain("found expired"));
        assertThat(state.phase()).isEqualTo(Phase.IDLE);
        assertThat(state.isUnderWay()).isFalse();
    }

    @Test
    void a_limit_that_was_raised_counts_at_the_next_look() {
        provisioned();
        RenewalMachine raised = new RenewalMachine(new RenewalTimes(Duration.ofHours(18)), 2);

        RenewalTransition early =
                raised.on(state, new RenewalEvent.TimerDue(state.generation(), good(Duration.ofHours(6))));
        RenewalTransition late = raised.on(
                state,
                new RenewalEvent.TimerDue(
                        state.generation(), good(Duration.ofHours(6).plusSeconds(1))));

        assertThat(early.state().phase()).isEqualTo(Phase.WAITING);
        assertThat(late.state().phase()).isEqualTo(Phase.ASKING);
    }

    @Test
    void a_clock_that_is_set_plans_anew() {
        provisioned().on(new RenewalEvent.ClockSet(good(Duration.ofHours(20))));

        assertThat(effects)
                .containsExactly(
                        new RenewalEffect.Plan(BEGIN.plus(Duration.ofHours(20)).plusSeconds(1), BEGIN.plus(DAY)),
                        new RenewalEffect.CancelTimer(),
                        new RenewalEffect.Sleep(Duration.ofSeconds(1), state.generation()));
    }

    @Test
    void a_machine_has_an_attempt() {
        assertThatThrownBy(() -> new RenewalMachine(new RenewalTimes(Duration.ZERO), 0))
                .hasMessageContaining("at least 1");
    }
}
