package org.dps4j.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BytesTest {

    @Test
    void equality_is_by_content() {
        assertThat(Bytes.ofHex("00ff"))
                .isEqualTo(Bytes.copyOf(new byte[] {0, -1}))
                .hasSameHashCodeAs(Bytes.ofHex("00FF"));
        assertThat(Bytes.ofHex("00ff")).isNotEqualTo(Bytes.ofHex("00fe"));
    }

    @Test
    void neither_the_array_it_came_from_nor_the_one_it_gave_changes_it() {
        byte[] source = {1, 2};
        Bytes bytes = Bytes.copyOf(source);

        source[0] = 9;
        bytes.toArray()[1] = 9;

        assertThat(bytes).hasToString("0102");
        assertThat(bytes.size()).isEqualTo(2);
    }
}
