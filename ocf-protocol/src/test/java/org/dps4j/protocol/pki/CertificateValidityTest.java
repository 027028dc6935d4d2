package org.dps4j.protocol.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateValidityTest {

    private static final CertificateValidity DAY =
            new CertificateValidity(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-02T00:00:00Z"));

    @ParameterizedTest
    @CsvSource({
        "2026-02-28T23:59:59Z, NOT_YET_VALID",
        "2026-03-01T00:00:00Z, VALID",
        "2026-03-01T23:00:00Z, VALID",
        "2026-03-01T23:00:01Z, EXPIRING",
        "2026-03-02T00:00:00Z, EXPIRING",
        "2026-03-02T00:00:01Z, EXPIRED"
    })
    void with_a_limit_of_one_hour_the_state_is(Instant now, ValidityState expected) {
        assertThat(DAY.stateAt(now, Duration.ofHours(1))).isEqualTo(expected);
    }

    @Test
    void with_a_limit_of_zero_nothing_is_ever_expiring() {
        assertThat(DAY.stateAt(DAY.notAfter(), Duration.ZERO)).isEqualTo(ValidityState.VALID);
    }

    @Test
    void the_midpoint_lies_halfway() {
        assertThat(DAY.midpoint()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
    }

    @Test
    void is_kept_to_the_second() {
        CertificateValidity validity =
                CertificateValidity.lasting(DAY.notBefore().plusMillis(999), Duration.ofMillis(1500));

        assertThat(validity)
                .isEqualTo(
                        new CertificateValidity(DAY.notBefore(), DAY.notBefore().plusSeconds(2)));
    }

    @Test
    void an_end_before_the_beginning_or_after_the_year_9999_is_refused() {
        assertThatThrownBy(() -> new CertificateValidity(DAY.notAfter(), DAY.notBefore()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CertificateValidity(DAY.notBefore(), Instant.parse("+10000-01-01T00:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
