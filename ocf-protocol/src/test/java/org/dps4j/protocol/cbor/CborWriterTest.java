package org.dps4j.protocol.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborBytes;
import org.dps4j.protocol.cbor.CborValue.CborFloat;
import org.dps4j.protocol.cbor.CborValue.CborInteger;
import org.dps4j.protocol.cbor.CborValue.CborSimple;
import org.dps4j.protocol.cbor.CborValue.CborText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CborWriterTest {

    @ParameterizedTest
    @CsvSource({
        "0, 00",
        "23, 17",
        "24, 1818",
        "255, 18ff",
        "256, 190100",
        "65535, 19ffff",
        "65536, 1a00010000",
        "4294967295, 1affffffff",
        "4294967296, 1b0000000100000000",
        "9223372036854775807, 1b7fffffffffffffff",
        "-1, 20",
        "-24, 37",
        "-25, 3818",
        "-256, 38ff",
        "-257, 390100",
        "-4294967297, 3b0000000100000000",
        "-9223372036854775808, 3b7fffffffffffffff"
    })
    void integers_are_as_short_as_can_be(long number, String hex) {
        assertThat(hex(new CborInteger(number))).isEqualTo(hex);
    }

    @Test
    void strings_and_lists_have_definite_lengths() {
        assertThat(hex(new CborText("水"))).isEqualTo("63e6b0b4");
        assertThat(hex(new CborText("x".repeat(256)))).startsWith("79010078");
        assertThat(hex(new CborBytes(Bytes.ofHex("0102")))).isEqualTo("420102");
        assertThat(hex(new CborArray(List.of(CborSimple.FALSE, CborSimple.TRUE, CborSimple.NULL))))
                .isEqualTo("83f4f5f6");
        assertThat(hex(new CborFloat(1.1))).isEqualTo("fb3ff199999999999a");
    }

    @Test
    void members_stand_in_the_order_in_which_they_were_named() {
        assertThat(hex(new MapWriter()
                        .integer("b", 1)
                        .text("a", "x")
                        .texts("c", List.of("y"))
                        .toMap()))
                .isEqualTo("a361620161616178616381" + "6179");
    }

    @Test
    void a_member_cannot_be_named_twice() {
        MapWriter members = new MapWriter().integer("a", 1);

        assertThatThrownBy(() -> members.text("a", "x")).isInstanceOf(IllegalStateException.class);
    }

    private static String hex(CborValue value) {
        return HexFormat.of().formatHex(CborWriter.write(value));
    }
}
