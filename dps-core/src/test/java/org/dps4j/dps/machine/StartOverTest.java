package org.dps4j.dps.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.dps.machine.ProvisioningStep.CLOUD;
import static org.dps4j.dps.machine.ProvisioningStep.OWNER;
import static org.dps4j.dps.machine.ProvisioningStep.TIME;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the attempts are counted from where a step fails again and again and those before it succeed each time. */
class StartOverTest {

    private static final Failure REFUSAL = new Failure.Rejected(ResponseCode.of("4.00"), "");

    private final MachineRun run = new MachineRun();

    private List<Integer> attempts(ProvisioningStep step) {
        return run.effects().stream()
                .filter(Effect.Request.class::isInstance)
                .map(Effect.Request.class::cast)
                .filter(request -> request.step() == step)
                .map(Effect.Request::attempt)
                .toList();
    }

    private static Optional<Failure> refusedIf(boolean refused) {
        return refused ? Optional.of(REFUSAL) : Optional.empty();
    }

    @Test
    void a_step_that_is_refused_for_ever_has_the_table_used_up_and_the_next_endpoint_selected() {
        run.toTheEnd((step, count) -> refusedIf(step == OWNER && count <= 7));

        assertThat(attempts(OWNER)).containsExactly(0, 1, 2, 3, 4, 0, 1, 2);
        assertThat(run.effects())
                .filteredOn(Effect.SelectNextEndpoint.class::isInstance)
                .hasSize(1);
        assertThat(run.state().phase()).isEqualTo(Phase.PROVISIONED);
    }

    @Test
    void three_silences_in_a_row_are_followed_by_longer_ones() {
        Failure silence = new Failure.NoAnswer(java.time.Duration.ofSeconds(10));

        run.toTheEnd((step, count) -> step == OWNER && count <= 7 ? Optional.of(silence) : Optional.empty());

        assertThat(attempts(OWNER)).containsExactly(0, 1, 2, 3, 4, 0, 1, 2);
        assertThat(attempts(TIME)).containsExactly(0, 3, 1);
    }

    @Test
    void an_earlier_step_that_fails_in_between_does_not_make_it_forgotten() {
        run.toTheEnd((step, count) -> refusedIf(step == OWNER && count <= 3 || step == TIME && count == 3));

        assertThat(attempts(TIME)).containsExactly(0, 1, 2, 3, 4);
        assertThat(attempts(OWNER)).containsExactly(0, 1, 3, 4);
    }

    @Test
    void once_the_step_succeeds_they_are_counted_anew() {
        run.toTheEnd((step, count) -> refusedIf(step == OWNER && count <= 2 || step == CLOUD && count == 1));

        assertThat(attempts(OWNER)).containsExactly(0, 1, 2, 1);
        assertThat(attempts(CLOUD)).containsExactly(0, 1);
        assertThat(run.state().trouble()).isEmpty();
        assertThat(run.state().attempt()).isZero();
    }
}
