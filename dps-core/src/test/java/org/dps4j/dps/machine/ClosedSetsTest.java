package org.dps4j.dps.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ClosedSetsTest {

    private static final List<Event> ONE_OF_EACH = List.of(
            new Event.Started(Set.of()),
            new Event.StepSucceeded(ProvisioningStep.TIME, 1, ConnectionAfter.KEEP),
            new Event.StepFailed(ProvisioningStep.TIME, 1, new Failure.LocalFault("")),
            new Event.RetryDue(1),
            new Event.CloudStarted(1),
            new Event.CloudFailed(1, new Failure.CloudNotStarted("")),
            new Event.ReprovisionForced(),
            new Event.StepsVoided(ProvisioningStep.TIME),
            new Event.Stopped(),
            new Event.Reset());

    @Test
    void the_machine_has_a_rule_for_every_event() {
        assertThat(ONE_OF_EACH.stream().<Object>map(Event::getClass).collect(Collectors.toSet()))
                .isEqualTo(Set.of((Object[]) Event.class.getPermittedSubclasses()));
        for (Event event : ONE_OF_EACH) {
            assertThatCode(() -> new StepMachine(5).on(MachineState.INITIAL, event))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void a_text_from_outside_becomes_one_bounded_line() {
        Failure failure = new Failure.Rejected(ResponseCode.of("4.00"), "two\nlines\u0007" + "x".repeat(5_000));

        assertThat(failure.describe()).doesNotContain("\n", "\u0007").hasSizeLessThan(400);
    }
}
