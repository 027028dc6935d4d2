package org.dps4j.protocol.coap.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {

    private static final String TIME_REQUEST = "d80b01175441f5cc0d0305ba782e706c67642e6465760474696d65622710e206e30800";

    private static Frame frame(String hex) throws FrameFormatException {
        return Frame.of(HexFormat.of().parseHex(hex));
    }

    @Test
    void the_first_request_of_a_c_device_is_read() throws FrameFormatException {
        Frame request = frame(TIME_REQUEST);

        assertThat(request.isRequest()).isTrue();
        assertThat(request.codeText()).isEqualTo("0.01");
        assertThat(HexFormat.of().formatHex(request.token())).isEqualTo("175441f5cc0d0305");
        assertThat(request.options().stream().map(Frame.RawOption::number)).containsExactly(11, 11, 17, 2049);
        assertThat(request.options().get(3).toLong()).isEqualTo(2048);
        assertThat(request.options().get(3).isCritical()).isTrue();
        assertThat(request.options().get(2).toLong()).isEqualTo(10_000);
        assertThat(request.payloadLength()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0000, 0.00, 0",
        "0001, 0.01, 0",
        "0045, 2.05, 2",
        "0084, 4.04, 4",
        "00a3, 5.03, 5",
        "00e1, 7.01, 7",
        "00ff, 7.31, 7"
    })
    void a_code_says_what_a_message_is(String bytes, String text, int codeClass) throws FrameFormatException {
        Frame frame = frame(bytes);

        assertThat(frame.codeText()).isEqualTo(text);
        assertThat(frame.codeClass()).isEqualTo(codeClass);
        assertThat(frame.isResponse()).isEqualTo(List.of(2, 4, 5).contains(codeClass));
    }

    @Test
    void an_outage_says_when_to_ask_again() throws FrameFormatException {
        Frame outage = Frame.ofOutage(new byte[] {7}, Duration.ofSeconds(5), "busy");

        Frame read = Frame.of(outage.bytes());
        assertThat(read.codeText()).isEqualTo("5.03");
        assertThat(read.token()).containsExactly(7);
        assertThat(read.options()).singleElement().satisfies(option -> {
            assertThat(option.number()).isEqualTo(14);
            assertThat(option.toLong()).isEqualTo(5);
        });
        assertThat(read.payloadText(100)).isEqualTo("busy");
    }

    @Test
    void a_payload_is_what_follows_its_marker() throws FrameFormatException {
        assertThat(frame("4045ff616263").payloadText(2)).isEqualTo("ab");
        assertThat(frame("4045ff616263").payloadLength()).isEqualTo(3);
    }

    @Test
    void a_text_becomes_a_payload() throws FrameFormatException {
        Frame answer = Frame.ofText(0x80, new byte[] {1, 2}, "no");

        assertThat(HexFormat.of().formatHex(answer.bytes())).isEqualTo("32800102ff6e6f");
        assertThat(Frame.ofText(0xE3, new byte[0], "").bytes()).containsExactly(0x00, 0xE3);
        assertThat(Frame.of(answer.bytes()).payloadText(10)).isEqualTo("no");
    }

    @ParameterizedTest
    @CsvSource({
        "1001f0, delta",
        "10011f, length",
        "1001d0, delta",
        "10010d, length",
        "2001e000, delta",
        "200112aa, option 1 of 2 bytes",
        "1001ff, a payload marker without a payload",
        "3001e0ffff, option number"
    })
    void options_without_a_legal_form_are_told(String bytes, String what) {
        assertThatThrownBy(() -> frame(bytes).options())
                .isInstanceOf(FrameFormatException.class)
                .hasMessageContaining(what);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "10e1", "00e100", "d8", "f8ffffffff01"})
    void bytes_that_are_not_exactly_one_message_are_refused(String bytes) {
        assertThatThrownBy(() -> frame(bytes)).isInstanceOf(FrameFormatException.class);
    }

    @Test
    void whatever_comes_is_read_or_refused_in_words() throws FrameFormatException {
        SplittableRandom random = new SplittableRandom(20_261_125);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = HexFormat.of().parseHex(TIME_REQUEST);
            for (int change = random.nextInt(1, 4); change > 0; change--) {
                bytes[random.nextInt(2, bytes.length)] = (byte) random.nextInt(256);
            }
            Frame mutated = Frame.of(bytes);
            try {
                int payload = mutated.payloadLength();
                assertThat(mutated.options()).hasSizeLessThan(25);
                assertThat(payload).isBetween(0, 24);
            } catch (FrameFormatException refused) {
                assertThat(refused).hasMessageNotContaining("null");
            }
        }
    }
}
