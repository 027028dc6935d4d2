package org.dps4j.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SecretTest {

    @Test
    void a_text_and_its_bytes_are_the_same_secret() {
        Secret text = Secret.ofText("päss");

        assertThat(text)
                .isEqualTo(Secret.ofBytes("päss".getBytes(StandardCharsets.UTF_8)))
                .hasSameHashCodeAs(Secret.ofText("päss"))
                .isNotEqualTo(Secret.ofText("pass"));
        assertThat(text.revealText()).isEqualTo("päss");
        assertThat(text.size()).isEqualTo(5);
    }

    @Test
    void it_prints_nothing_of_itself() {
        assertThat(Secret.ofText("hunter2")).hasToString("(secret)");
    }

    @Test
    void bytes_that_are_no_text_are_not_revealed_as_one() {
        Secret bytes = Secret.ofBytes(new byte[] {(byte) 0xc0, (byte) 0xaf});

        assertThat(bytes.isText()).isFalse();
        assertThatThrownBy(bytes::revealText)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("c0");
        assertThat(bytes.revealBytes()).containsExactly(0xc0, 0xaf);
    }

    @Test
    void neither_the_array_it_came_from_nor_the_one_it_gave_changes_it() {
        byte[] source = {1, 2};
        Secret secret = Secret.ofBytes(source);

        source[0] = 9;
        secret.revealBytes()[1] = 9;

        assertThat(secret.revealBytes()).containsExactly(1, 2);
    }
}
