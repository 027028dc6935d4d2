package org.dps4j.protocol.payload.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidityTest {

    @ParameterizedTest
    @CsvSource({
        "20270101T000000Z/20270102T000000Z, 2027-01-02T00:00:00Z",
        "20270101T000000/20270101T000001, 2027-01-01T00:00:01Z",
        "20270101T000000Z/P1D, 2027-01-02T00:00:00Z",
        "20270101T000000Z/P2W, 2027-01-15T00:00:00Z",
        "20270101T000000Z/PT5H30M, 2027-01-01T05:30:00Z",
        "20270101T000000Z/P1DT1H1M1S, 2027-01-02T01:01:01Z",
        "20270101T000000Z/+PT1S, 2027-01-01T00:00:01Z"
    })
    void it_holds_from_its_start_to_just_before_its_end(String period, Instant end) {
        Validity validity = new Validity(period, List.of());
        Instant start = Instant.parse("2027-01-01T00:00:00Z");

        assertThat(validity.isValidAt(start.minusNanos(1))).isFalse();
        assertThat(validity.isValidAt(start)).isTrue();
        assertThat(validity.isValidAt(end.minusNanos(1))).isTrue();
        assertThat(validity.isValidAt(end)).isFalse();
    }

    @Test
    void a_recurring_one_holds_in_its_first_period_only() {
        Validity daily = new Validity("20270101T080000Z/PT1H", List.of("FREQ=DAILY"));

        assertThat(daily.isValidAt(Instant.parse("2027-01-01T08:30:00Z"))).isTrue();
        assertThat(daily.isValidAt(Instant.parse("2027-01-02T08:30:00Z"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "always",
                "20270101T000000Z",
                "20270101T000000Z/",
                "20270101T000000Z/P",
                "20270101T000000Z/PT",
                "20270101T000000Z/P0D",
                "20270101T000000Z/-P1D",
                "20270101T000000Z/P1W1D",
                "20270101T000000Z/P9999999D",
                "20270102T000000Z/20270101T000000Z",
                "20270101T000000Z/20270101T000000Z",
                "20270230T000000Z/P1D",
                "20270101T250000Z/P1D",
                "2027-01-01T00:00:00Z/P1D",
                "20270101T000000Z/P1D/P1D",
                "99999999999999999999T000000Z/P1D"
            })
    void what_is_no_period_is_refused(String period) {
        assertThatThrownBy(() -> new Validity(period, List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
