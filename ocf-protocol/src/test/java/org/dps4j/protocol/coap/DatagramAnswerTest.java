package org.dps4j.protocol.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatagramAnswerTest {

    @Test
    void the_token_of_an_answer_is_found_whatever_follows_it() {
        assertThat(tokenOf("6245beefcafe" + "f0f0f0")).contains("cafe");
        assertThat(tokenOf("5084beef")).contains("");
        assertThat(tokenOf("58a0beef0102030405060708")).contains("0102030405060708");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "6245be", "6245beefca", "4201beefcafe", "6000beef", "69452222010203040506070809"})
    void what_is_no_answer_has_none(String message) {
        assertThat(tokenOf(message)).isEmpty();
    }

    private static Optional<String> tokenOf(String hex) {
        return DatagramAnswer.tokenOf(HexFormat.of().parseHex(hex))
                .map(token -> HexFormat.of().formatHex(token));
    }
}
