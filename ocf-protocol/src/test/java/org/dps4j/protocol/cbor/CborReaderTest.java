package org.dps4j.protocol.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborBytes;
import org.dps4j.protocol.cbor.CborValue.CborFloat;
import org.dps4j.protocol.cbor.CborValue.CborInteger;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborSimple;
import org.dps4j.protocol.cbor.CborValue.CborText;
import org.dps4j.protocol.payload.PayloadException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CborReaderTest {

    @ParameterizedTest
    @CsvSource({
        "00, 0",
        "17, 23",
        "1818, 24",
        "1903e8, 1000",
        "1a000f4240, 1000000",
        "1b000000e8d4a51000, 1000000000000",
        "1b7fffffffffffffff, 9223372036854775807",
        "20, -1",
        "3863, -100",
        "3903e7, -1000",
        "3b7fffffffffffffff, -9223372036854775808",
        "1b0000000000000001, 1"
    })
    void integers_of_every_width_are_read(String hex, long number) throws Exception {
        assertThat(read(hex)).isEqualTo(new CborInteger(number));
    }

    @ParameterizedTest
    @CsvSource({
        "f90000, 0.0",
        "f98000, -0.0",
        "f93c00, 1.0",
        "f93e00, 1.5",
        "f97bff, 65504.0",
        "f90001, 5.960464477539063e-8",
        "f90400, 0.00006103515625",
        "f9c400, -4.0",
        "f97c00, Infinity",
        "f9fc00, -Infinity",
        "f97e00, NaN",
        "fa47c35000, 100000.0",
        "fb3ff199999999999a, 1.1"
    })
    void floating_point_numbers_of_every_width_are_read(String hex, double number) throws Exception {
        assertThat(read(hex)).isEqualTo(new CborFloat(number));
    }

    @ParameterizedTest
    @CsvSource({
        "60, ''",
        "6161, a",
        "62c3bc, ü",
        "63e6b0b4, 水",
        "64f0908591, 𐅑",
        "7fff, ''",
        "7f657374726561646d696e67ff, streaming"
    })
    void text_of_definite_and_indefinite_length_is_read(String hex, String text) throws Exception {
        assertThat(read(hex)).isEqualTo(new CborText(text));
    }

    @ParameterizedTest
    @CsvSource({
        "overlong UTF-8, 62c0af, c0af",
        "a surrogate in UTF-8, 63eda080, eda080",
        "beyond the last character, 64f5808080, f5808080",
        "a lone continuation byte, 6180, 80",
        "a wrong continuation byte, 62c328, c328",
        "half a character at the end, 61c3, c3",
        "a key cut at 16 bytes, 706b65792d6f662d31362d6279746573c3, 6b65792d6f662d31362d6279746573c3"
    })
    void a_value_that_calls_itself_text_and_is_not_utf_8_is_its_bytes(String what, String hex, String bytes)
            throws Exception {
        assertThat(what).isNotEmpty();
        assertThat(read(hex)).isEqualTo(new CborBytes(Bytes.ofHex(bytes)));
    }

    @Test
    void byte_strings_of_definite_and_indefinite_length_are_read() throws Exception {
        assertThat(read("4401020304")).isEqualTo(new CborBytes(Bytes.ofHex("01020304")));
        assertThat(read("5f42010243030405ff")).isEqualTo(new CborBytes(Bytes.ofHex("0102030405")));
    }

    @Test
    void maps_and_arrays_of_definite_and_indefinite_length_are_read() throws Exception {
        Map<String, CborValue> members = new LinkedHashMap<>();
        members.put("a", CborSimple.TRUE);
        members.put("b", new CborArray(List.of(CborSimple.NULL, CborSimple.FALSE)));

        assertThat(read("a26161f5616282f6f4")).isEqualTo(new CborMap(members));
        assertThat(read("bf6161f561629ff6f4ffff")).isEqualTo(new CborMap(members));
    }

    @Test
    void members_keep_the_order_of_the_wire() throws Exception {
        CborMap map = (CborMap) read("a3617a00616101616d02");

        assertThat(map.members().keySet()).containsExactly("z", "a", "m");
    }

    @ParameterizedTest
    @CsvSource({
        "nothing, ''",
        "two items, 0000",
        "overlong UTF-8 in a name, a162c0af01",
        "half a character in a name, a161c301",
        "a name of arbitrary bytes, a162fffe01",
        "a character split over two chunks, 7f61c361a9ff",
        "undefined, f7",
        "an unassigned simple value, f0",
        "a simple value of two bytes, f8ff",
        "true in two bytes, f815",
        "a break alone, ff",
        "a break in an array of definite length, 82ff01",
        "a break after a name, bf6161ff",
        "a break in a map of definite length, a16161ff",
        "an integer beyond 63 bits, 1bffffffffffffffff",
        "a negative integer beyond 63 bits, 3bffffffffffffffff",
        "a large positive number, c249010000000000000000",
        "a large negative number, c349010000000000000000",
        "a decimal fraction, c48221196ab3",
        "a tag before a time, c11a514b67b0",
        "the tag of CBOR itself, d9d9f700",
        "a string reference, d9010081d81900",
        "two tags, c1c200",
        "a tag of indefinite length, df01",
        "reserved information 28, 1c",
        "reserved information 29 of a text, 7d",
        "reserved information 30 of a map, be",
        "an integer of indefinite length, 1f",
        "a negative integer of indefinite length, 3f",
        "a chunk of another kind, 7f4161ff",
        "a text chunk in a byte string, 5f6161ff",
        "a chunk of indefinite length, 7f7f6161ffff",
        "a number as a name, a10102",
        "a byte string as a name, a1416101",
        "an array as a name, a18001",
        "the same name twice, a2616101616102",
        "the same name twice in chunks, bf61610161617f616102ff",
        "the same name once whole and once in chunks, a26161017f6161ff02",
        "a text longer than any, 7bffffffffffffffff",
        "a byte string longer than any, 5b7fffffffffffffff",
        "a text of 2 GB, 7a80000000",
        "an array of 2 GB, 9a80000000",
        "an array longer than any, 9b7fffffffffffffff",
        "a map longer than any, bb7fffffffffffffff",
        "an array larger than the body, 830000",
        "a map larger than the body, a2616101",
        "a name without a value, bf6161",
        "half a double, fb3ff19999"
    })
    void refused_is(String what, String hex) {
        assertThat(what).isNotEmpty();
        assertRefused(hex);
    }

    @Test
    void sixteen_levels_are_read_and_seventeen_are_not() {
        assertThatCode(() -> read("81".repeat(15) + "80")).doesNotThrowAnyException();
        assertThatThrownBy(() -> read("81".repeat(16) + "80"))
                .isInstanceOf(PayloadException.class)
                .hasMessageContaining("16 levels");
        assertRefused("9f".repeat(60_000));
        assertRefused("a16161".repeat(20_000));
    }

    @Test
    void limits_hold_for_the_whole_body_for_items_and_for_strings() throws Exception {
        CborLimits limits = new CborLimits(16, 2, 4, 3);

        assertThat(CborReader.read(bytes("83000102"), limits)).isInstanceOf(CborArray.class);
        assertThatThrownBy(() -> CborReader.read(bytes("8400010203"), limits)).hasMessageContaining("at most 4 items");
        assertThatThrownBy(() -> CborReader.read(bytes("9f0000000000ff"), limits))
                .hasMessageContaining("at most 4 items");
        assertThatThrownBy(() -> CborReader.read(bytes("6461626364"), limits)).hasMessageContaining("at most 3 bytes");
        assertThatThrownBy(() -> CborReader.read(bytes("5f41004100410041" + "00ff"), limits))
                .hasMessageContaining("at most");
        assertThatThrownBy(() -> CborReader.read(bytes("00".repeat(17)), limits))
                .hasMessageContaining("at most 16 bytes");
    }

    @Test
    void an_error_says_where_what_was_expected_and_what_was_found() {
        assertThatThrownBy(() -> read("a16163" + "82" + "00" + "a16178" + "c100"))
                .isInstanceOfSatisfying(PayloadException.class, e -> {
                    assertThat(e.where()).isEqualTo("c[1].x");
                    assertThat(e.expected()).isEqualTo("an item without tag");
                    assertThat(e.found()).isEqualTo("a tag");
                    assertThat(e).hasMessage("c[1].x: expected an item without tag, found a tag");
                });
        assertThatThrownBy(() -> read("ff")).hasMessageStartingWith("body: ");
    }

    @Test
    void names_in_an_error_are_short_and_harmless() {
        String longName = "78c8" + "0a".repeat(200);

        assertThatThrownBy(() -> read("a1" + longName + "f7"))
                .isInstanceOfSatisfying(
                        PayloadException.class, e -> assertThat(e.where()).isEqualTo("?".repeat(40) + "..."));
    }

    private static void assertRefused(String hex) {
        assertThatThrownBy(() -> read(hex)).isInstanceOf(PayloadException.class);
    }

    private static CborValue read(String hex) throws PayloadException {
        return CborReader.read(bytes(hex));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
