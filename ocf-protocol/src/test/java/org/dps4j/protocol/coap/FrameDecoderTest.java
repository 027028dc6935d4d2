package org.dps4j.protocol.coap;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.dps4j.protocol.coap.frame.Frame;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {

    private static final String PING = "08e20102030405060708";
    private static final String EMPTY = "0000";

    private final List<CloseReason> ends = new ArrayList<>();
    private final List<String> progress = new ArrayList<>();
    private final FrameDecoder decoder = new FrameDecoder(100, new FrameDecoder.Events() {
        @Override
        public void framePartial() {
            progress.add("partial");
        }

        @Override
        public void frameComplete() {
            progress.add("complete");
        }

        @Override
        public void end(CloseReason reason) {
            ends.add(reason);
        }
    });
    private final EmbeddedChannel channel = new EmbeddedChannel(decoder);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private void receive(String hex) {
        channel.writeInbound(Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex)));
    }

    private List<String> messages() {
        List<String> messages = new ArrayList<>();
        for (Frame frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
            messages.add(HexFormat.of().formatHex(frame.bytes()));
        }
        return messages;
    }

    @Test
    void several_messages_in_one_read_are_several() {
        receive(PING + EMPTY + PING);

        assertThat(messages()).containsExactly(PING, EMPTY, PING);
        assertThat(progress).doesNotContain("partial");
    }

    @Test
    void a_message_in_single_bytes_is_one() {
        for (int at = 0; at < PING.length(); at += 2) {
            receive(PING.substring(at, at + 2));
        }

        assertThat(messages()).containsExactly(PING);
        assertThat(progress).startsWith("partial").endsWith("complete");
        assertThat(decoder.isPartial()).isFalse();
    }

    @Test
    void the_beginning_of_a_message_is_partial() {
        receive(PING + PING.substring(0, 6));

        assertThat(messages()).containsExactly(PING);
        assertThat(progress).containsExactly("complete", "partial");
        assertThat(decoder.isPartial()).isTrue();
    }

    @Test
    void a_message_as_large_as_the_limit_passes() {
        receive("d855" + "45" + "0102030405060708" + "ff" + "00".repeat(88 + 9));

        assertThat(ends).containsExactly(new CloseReason.FrameTooLarge(109, 100));
    }

    @Test
    void the_limit_counts_the_whole_message() {
        receive("d04c45" + "ff" + "00".repeat(88));
        assertThat(messages()).hasSize(1);

        receive("d05545");
        assertThat(ends).containsExactly(new CloseReason.FrameTooLarge(101, 100));
    }

    @Test
    void nothing_is_kept_of_a_message_that_is_too_large() {
        receive("f07fffffff" + "00".repeat(1_000));
        receive("00".repeat(1_000) + PING);

        assertThat(ends).hasSize(1);
        assertThat(ends.get(0).describe())
                .isEqualTo("the peer announced a message of 2147549458 bytes, the limit is 100");
        assertThat(messages()).isEmpty();
    }

    @Test
    void a_token_that_is_too_long_ends_the_stream() {
        receive(PING + "0901" + PING);

        assertThat(messages()).containsExactly(PING);
        assertThat(ends).containsExactly(new CloseReason.MalformedFrame("token length 9, the most there may be is 8"));
    }

    @Test
    void messages_wait_while_the_peer_does_not_read() {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(1, 2));
        channel.write(Unpooled.wrappedBuffer(new byte[10]));
        assertThat(channel.isWritable()).isFalse();
        receive(PING + PING);
        assertThat(messages()).isEmpty();

        channel.flush();
        channel.runPendingTasks();

        assertThat(messages()).containsExactly(PING, PING);
        assertThat(progress).doesNotContain("partial");
    }
}
