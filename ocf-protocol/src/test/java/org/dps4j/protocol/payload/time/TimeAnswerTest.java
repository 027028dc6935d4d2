package org.dps4j.protocol.payload.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HexFormat;
import org.dps4j.protocol.payload.Body;
import org.dps4j.protocol.payload.PayloadException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeAnswerTest {

    @Test
    void it_is_written_byte_by_byte_as_the_reference_writes_it() {
        TimeAnswer answer = new TimeAnswer(Instant.parse("2025-03-04T05:06:07.123456789Z"));

        assertThat(TimeAnswer.CODEC.encode(answer))
                .isEqualTo(HexFormat.of()
                        .parseHex("a16474696d65781e323032352d30332d30345430353a30363a30372e3132333435363738395a"));
    }

    @ParameterizedTest
    @CsvSource({
        "2025-03-04T05:06:07Z, 2025-03-04T05:06:07Z",
        "2025-03-04T05:06:07.100Z, 2025-03-04T05:06:07.1Z",
        "2025-03-04T05:06:07.000020Z, 2025-03-04T05:06:07.00002Z"
    })
    void trailing_zeros_of_the_fraction_are_not_written(String time, String written) {
        assertThat(Body.toJson(TimeAnswer.CODEC.encode(new TimeAnswer(Instant.parse(time)))))
                .isEqualTo("{'time':'" + written + "'}");
    }

    @ParameterizedTest
    @CsvSource({
        "2025-03-04T05:06:07Z, 2025-03-04T05:06:07Z",
        "2025-03-04t05:06:07z, 2025-03-04T05:06:07Z",
        "2025-03-04T05:06:07.5+02:00, 2025-03-04T03:06:07.5Z",
        "2025-03-04T05:06:07.123456789-11:30, 2025-03-04T16:36:07.123456789Z",
        "2024-02-29T23:59:59-00:00, 2024-02-29T23:59:59Z",
        "2000-01-01T00:00:00Z, 2000-01-01T00:00:00Z",
        "2199-12-31T23:59:59Z, 2199-12-31T23:59:59Z"
    })
    void any_offset_and_any_fraction_is_read(String text, Instant time) throws Exception {
        assertThat(decode("{'time': '" + text + "', 'status': 'in-sync'}").time())
                .isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2025-03-04",
                "2025-03-04T05:06:07",
                "2025-03-04 05:06:07Z",
                "2025-03-04T05:06Z",
                "2025-03-04T05:06:07.Z",
                "2025-03-04T05:06:07.1234567890Z",
                "2025-03-04T05:06:07+0200",
                "2025-03-04T05:06:07+19:00",
                "2025-02-29T05:06:07Z",
                "2025-13-01T05:06:07Z",
                "2025-03-04T24:00:01Z",
                "2025-03-04T05:06:61Z",
                "+12025-03-04T05:06:07Z",
                "-2025-03-04T05:06:07Z",
                "٢٠٢٥-03-04T05:06:07Z",
                "1999-12-31T23:59:59Z",
                "2200-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z"
            })
    void what_is_no_time_or_no_likely_one_is_refused(String text) {
        assertThatThrownBy(() -> decode("{'time': '" + text + "'}"))
                .isInstanceOf(PayloadException.class)
                .hasMessageStartingWith("time: expected a time");
    }

    @Test
    void an_answer_without_time_is_refused() {
        assertThatThrownBy(() -> decode("{'Time': '2025-03-04T05:06:07Z'}"))
                .isInstanceOf(PayloadException.class)
                .hasMessage("time: expected a member of this name, found none");
    }

    private static TimeAnswer decode(String json) throws PayloadException {
        return TimeAnswer.CODEC.decode(Body.of(json));
    }
}
