package org.dps4j.protocol.coap.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameHeaderTest {

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
    }

    @ParameterizedTest
    @CsvSource({
        "00e1, 2",
        "18e1, 11",
        "c801, 22",
        "d800, 24",
        "d8ff, 279",
        "e80000, 281",
        "e8ffff, 65816",
        "f800000000, 65819",
        "f8ffffffff, 4295033114"
    })
    void the_length_of_a_message_is_in_its_first_bytes(String first, long length) throws FrameFormatException {
        assertThat(FrameHeader.peek(bytes(first)).orElseThrow().totalLength()).isEqualTo(length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "d8", "e8", "e800", "f8", "f8000000"})
    void too_few_bytes_say_nothing(String first) throws FrameFormatException {
        assertThat(FrameHeader.peek(bytes(first))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"09", "0f", "ff"})
    void a_token_of_more_than_eight_bytes_is_refused_by_the_first_byte(String first) {
        assertThatThrownBy(() -> FrameHeader.peek(bytes(first)))
                .isInstanceOf(FrameFormatException.class)
                .hasMessageContaining("the most there may be is 8");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 12, 13, 268, 269, 65_804, 65_805, 1_000_000})
    void what_is_written_is_read_back(int bodyLength) throws FrameFormatException {
        FrameHeader header = FrameHeader.of(8, bodyLength);
        ByteBuf out = Unpooled.buffer();

        header.writeTo(out);

        assertThat(out.readableBytes()).isEqualTo(header.codeOffset());
        assertThat(FrameHeader.peek(out)).contains(header);
        assertThat(header.totalLength()).isEqualTo(header.bodyOffset() + bodyLength);
    }

    @Test
    void looking_moves_nothing() throws FrameFormatException {
        ByteBuf in = bytes("d80b01");

        FrameHeader.peek(in);

        assertThat(in.readerIndex()).isZero();
    }
}
