package org.dps4j.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborBytes;
import org.dps4j.protocol.cbor.CborValue.CborFloat;
import org.dps4j.protocol.cbor.CborValue.CborInteger;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborSimple;
import org.dps4j.protocol.cbor.CborValue.CborText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void every_kind_of_item_has_its_json() {
        Map<String, CborValue> members = new LinkedHashMap<>();
        members.put("t", new CborText("a\"<\u0001"));
        members.put("b", new CborBytes(Bytes.ofHex("ff00")));
        members.put("i", new CborInteger(Long.MIN_VALUE));
        members.put("f", new CborFloat(0.5));
        members.put("n", new CborFloat(Double.NaN));
        members.put("s", new CborArray(List.of(CborSimple.TRUE, CborSimple.FALSE, CborSimple.NULL)));

        assertThat(Json.text(json -> Json.write(json, new CborMap(members))))
                .isEqualTo("{\"t\":\"a\\\"<\\u0001\",\"b\":\"/wA=\",\"i\":-9223372036854775808,\"f\":0.5,\"n\":null,"
                        + "\"s\":[true,false,null]}");
    }

    @Test
    void what_is_read_says_the_same_when_it_is_written() {
        String text = "{\"a\":[1,-2,2.5,true,null,\"x\"],\"b\":{\"c\":{}}}";

        assertThat(Json.text(json -> Json.write(json, read(text)))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{} {}",
                "{\"a\":1,\"a\":2}",
                "nul",
                "NaN",
                "9223372036854775808",
                "[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]"
            })
    void what_is_no_json_or_too_much_is_refused(String text) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected")
                .hasMessageNotContaining("\n");
    }

    private static CborValue read(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
    }
}
