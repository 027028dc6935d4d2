package org.dps4j.service.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.service.authority.AuthorityException;
import org.dps4j.service.record.RecordStoreException;
import org.dps4j.service.token.TokenUnavailableException;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.junit.jupiter.api.Test;

class StepFailureTest {

    private static final Throwable INNER = new IllegalStateException("jdbc:h2:/secret/place is locked");

    @Test
    void what_may_pass_by_itself_is_5_03_so_that_a_device_repeats_one_step() {
        assertThat(code(new AuthorityException.Unavailable("down", INNER))).isEqualTo(ResponseCode.SERVICE_UNAVAILABLE);
        assertThat(code(new TokenUnavailableException("down", INNER))).isEqualTo(ResponseCode.SERVICE_UNAVAILABLE);
        assertThat(code(new RecordStoreException("down", INNER))).isEqualTo(ResponseCode.SERVICE_UNAVAILABLE);
    }

    @Test
    void what_may_pass_by_itself_says_when_to_ask_again() {
        assertThat(StepFailure.busy().retryAfter()).contains(Duration.ofSeconds(2));
        assertThat(StepFailure.of(new RecordStoreException("down", INNER)).retryAfter())
                .contains(Duration.ofSeconds(5));
        assertThat(StepFailure.of(new AuthorityException.Unavailable("down", INNER))
                        .retryAfter())
                .contains(Duration.ofSeconds(10));
        assertThat(StepFailure.of(new TokenUnavailableException("down", INNER)).retryAfter())
                .contains(Duration.ofSeconds(10));
        assertThat(StepFailure.of(new AuthorityException.Refused("no", INNER)).retryAfter())
                .isEmpty();
        assertThat(StepFailure.of(INNER).retryAfter()).isEmpty();
    }

    @Test
    void what_will_not_pass_is_4_00() {
        assertThat(code(new AuthorityException.Refused("no", INNER))).isEqualTo(ResponseCode.BAD_REQUEST);
        assertThat(code(new PayloadException("di", "a UUID", "'x'"))).isEqualTo(ResponseCode.BAD_REQUEST);
    }

    @Test
    void a_defect_of_ours_is_5_00_and_says_nothing_of_what_is_inside() {
        StepFailure failure = StepFailure.of(INNER);

        assertThat(failure.code()).isEqualTo(ResponseCode.INTERNAL_SERVER_ERROR);
        assertThat(failure.diagnostic()).isEqualTo("internal error");
        assertThat(StepFailure.of(new TokenUnavailableException("x", INNER)).diagnostic())
                .doesNotContain("jdbc");
    }

    @Test
    void a_diagnostic_is_short() {
        assertThat(new StepFailure(ResponseCode.BAD_REQUEST, "x".repeat(5000)).diagnostic())
                .hasSize(160);
    }

    private static ResponseCode code(Throwable cause) {
        return StepFailure.of(cause).code();
    }
}
