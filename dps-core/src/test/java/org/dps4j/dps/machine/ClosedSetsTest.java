package org.dps4j.dps.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    void the_flags_have_the_bits_of_plgd() {
        assertThat(Stream.of(DpsStatus.values()).map(flag -> flag + " " + Integer.toHexString(flag.mask())))
                .containsExactly(
                        "INITIALIZED 1",
                        "GET_CREDENTIALS 2",
                        "HAS_CREDENTIALS 4",
                        "GET_ACLS 8",
                        "HAS_ACLS 10",
                        "GET_CLOUD 40",
                        "HAS_CLOUD 80",
                        "CLOUD_STARTED 100",
                        "RENEW_CREDENTIALS 200",
                        "GET_OWNER 400",
                        "HAS_OWNER 800",
                        "GET_TIME 1000",
                        "HAS_TIME 2000",
                        "TRANSIENT_FAILURE 20000000",
                        "FAILURE 40000000");
        assertThat(DpsStatus.ofMask(0x2895)).isEqualTo(DpsStatus.ofMask(0x2895 | 0x20));
        assertThat(DpsStatus.toMask(EnumSet.allOf(DpsStatus.class))).isEqualTo(0x60003FDF);
    }

    @Test
    void the_errors_have_the_numbers_of_plgd() {
        assertThat(Stream.of(DpsError.values()).map(error -> error.ordinal() + " " + error))
                .containsExactly(
                        "0 OK",
                        "1 RESPONSE",
                        "2 CONNECT",
                        "3 GET_CREDENTIALS",
                        "4 GET_ACLS",
                        "5 SET_CLOUD",
                        "6 START_CLOUD",
                        "7 GET_OWNER",
                        "8 GET_TIME");
    }

    @Test
    void a_text_from_outside_becomes_one_bounded_line() {
        Failure failure = new Failure.Rejected(ResponseCode.of("4.00"), "two\nlines\u0007" + "x".repeat(5_000));

        assertThat(failure.describe()).doesNotContain("\n", "\u0007").hasSizeLessThan(400);
    }
}
