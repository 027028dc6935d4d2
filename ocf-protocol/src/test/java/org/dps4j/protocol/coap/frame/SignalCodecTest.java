package org.dps4j.protocol.coap.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SignalCodecTest {

    private static final byte[] TOKEN = HexFormat.of().parseHex("0102030405060708");

    private static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of("48e1010203040506070823040000", new Signal.Capabilities(OptionalLong.of(262_144))),
                Arguments.of("38e10102030405060708220480", new Signal.Capabilities(OptionalLong.of(1152))),
                Arguments.of("18e1010203040506070820", new Signal.Capabilities(OptionalLong.of(0))),
                Arguments.of(
                        "58e1010203040506070824ffffffff", new Signal.Capabilities(OptionalLong.of(4_294_967_295L))),
                Arguments.of("08e10102030405060708", new Signal.Capabilities(OptionalLong.empty())),
                Arguments.of("08e20102030405060708", new Signal.Ping()),
                Arguments.of("08e30102030405060708", new Signal.Pong()),
                Arguments.of("08e40102030405060708", new Signal.Release()),
                Arguments.of("08e50102030405060708", new Signal.Abort("", OptionalInt.empty())),
                Arguments.of("78e501020304050607082121ff6e6f7065", new Signal.Abort("nope", OptionalInt.of(33))));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void a_signal_is_written_and_read_back(String bytes, Signal signal) throws Exception {
        Frame frame = SignalCodec.encode(signal, TOKEN);

        assertThat(HexFormat.of().formatHex(frame.bytes())).isEqualTo(bytes);
        assertThat(SignalCodec.decode(Frame.of(frame.bytes()))).isEqualTo(signal);
        assertThat(frame.length()).isGreaterThanOrEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "10e140, a block-wise transfer option",
        "50e12400100000, a size with leading zeros",
        "60e12500000000ff, a size of five bytes",
        "20e1c100, an option that nobody knows"
    })
    void capabilities_may_have_more_options_than_we_look_at(String bytes, String what) throws Exception {
        assertThat(SignalCodec.decode(Frame.of(HexFormat.of().parseHex(bytes))))
                .as(what)
                .isInstanceOf(Signal.Capabilities.class);
    }

    @ParameterizedTest
    @CsvSource({"10e110, 1", "20e1d014, 33", "10e210, 1", "10e510, 1", "10e710, 1"})
    void a_critical_option_is_named(String bytes, int number) {
        assertThatThrownBy(() -> SignalCodec.decode(Frame.of(HexFormat.of().parseHex(bytes))))
                .isInstanceOfSatisfying(
                        SignalCodec.BadOptionException.class,
                        bad -> assertThat(bad.number()).isEqualTo(number));
    }

    @ParameterizedTest
    @CsvSource({"00e0, 224", "00e6, 230", "00ff, 255"})
    void a_code_without_a_meaning_is_unknown(String bytes, int code) throws Exception {
        Frame frame = Frame.of(HexFormat.of().parseHex(bytes));

        assertThat(SignalCodec.isSignal(frame)).isTrue();
        assertThat(SignalCodec.decode(frame)).isEqualTo(new Signal.Unknown(code));
    }

    @Test
    void what_a_peer_says_about_its_abort_stays_on_one_line() throws Exception {
        Signal abort = SignalCodec.decode(Frame.of(HexFormat.of().parseHex("50e5ff610a1b62")));

        assertThat(abort).isEqualTo(new Signal.Abort("a  b", OptionalInt.empty()));
    }
}
