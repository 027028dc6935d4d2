package org.dps4j.dps.dhcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dps4j.protocol.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HexTextTest {

    @ParameterizedTest
    @CsvSource({
        "01:a:3:14, 010a0314",
        "010a0314, 010a0314",
        "c8:2:a:b, c8020a0b",
        "C8:2:A:B, c8020a0b",
        "0102:3:04, 01020304",
        ":1, 0001",
        "1::2, 010002",
        "1:2:, 0102",
        ":, 00",
        "'', ''"
    })
    void one_or_two_digits_make_a_byte(String text, String bytes) throws DhcpOptionsException {
        assertThat(HexText.parse(text)).isEqualTo(Bytes.ofHex(bytes == null ? "" : bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "xa, 'x' at position 1",
        "01:0g, 'g' at position 5",
        "01;02, ';' at position 3",
        "01 02, character 0x20 at position 3",
        "01:٣, character 0x663 at position 4",
        "010a0, one at position 5"
    })
    void anything_else_is_refused_with_its_place(String text, String found) {
        assertThatThrownBy(() -> HexText.parse(text))
                .isInstanceOf(DhcpOptionsException.class)
                .hasMessageEndingWith("found " + found);
    }

    @Test
    void a_text_spells_512_bytes_at_most() throws DhcpOptionsException {
        assertThat(HexText.parse("ab".repeat(512)).size()).isEqualTo(512);
        assertThatThrownBy(() -> HexText.parse("ab".repeat(513))).hasMessageContaining("at most 512 bytes");
    }
}
