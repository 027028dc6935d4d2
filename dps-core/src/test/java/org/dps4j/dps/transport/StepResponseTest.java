package org.dps4j.dps.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.FailureClass;
import org.dps4j.dps.machine.ResponseCode;
import org.dps4j.protocol.Bytes;
import org.junit.jupiter.api.Test;

class StepResponseTest {

    @Test
    void every_code_is_a_success_an_outage_or_a_refusal() {
        for (int category = 0; category <= 7; category++) {
            for (int detail = 0; detail <= 31; detail++) {
                ResponseCode code = new ResponseCode(category, detail);

                Optional<FailureClass> kind =
                        new StepResponse(code, Bytes.EMPTY, "").refusal().map(Failure::kind);

                assertThat(kind).as(code.toString()).isEqualTo(expected(code.toString()));
            }
        }
    }

    private static Optional<FailureClass> expected(String code) {
        if (code.startsWith("2.")) {
            return Optional.empty();
        }
        return Optional.of(code.equals("5.03") || code.equals("5.04") ? FailureClass.TRANSIENT : FailureClass.REJECTED);
    }

    @Test
    void an_outage_says_when_it_is_worth_asking_again() {
        Optional<Duration> age = Optional.of(Duration.ofSeconds(5));
        ResponseCode code = ResponseCode.of("5.03");

        assertThat(new StepResponse(code, Bytes.EMPTY, "full", age).refusal())
                .contains(new Failure.Unavailable(code, "full", age));
    }
}
