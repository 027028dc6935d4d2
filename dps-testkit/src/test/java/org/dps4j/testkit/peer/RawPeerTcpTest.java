package org.dps4j.testkit.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HexFormat;
import org.dps4j.testkit.leak.LeakCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
@ExtendWith(LeakCheck.class)
class RawPeerTcpTest {

    private static final Duration SHORT = Duration.ofMillis(20);

    private final RawListener listener = RawPeer.tcp().listen();
    private final RawPeer left = RawPeer.tcp().dial(listener.address());
    private final RawPeer right = listener.accept();

    @AfterEach
    void close() {
        left.close();
        right.close();
        listener.close();
    }

    @Test
    void sends_and_reads_bytes_both_ways() {
        left.send("0102", "03");
        right.send(bytes("ff"));

        assertThat(right.read(3)).containsExactly(1, 2, 3);
        assertThat(left.read(1)).containsExactly(0xff);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 12, 13, 268, 269, 65_804, 65_805, 300_000})
    void reads_coap_messages_of_every_length_one_by_one(int content) {
        byte[] message = message(content);
        right.sendTogether(message, bytes("00e1"));

        assertThat(left.readFrame()).isEqualTo(message);
        assertThat(left.readFrame()).isEqualTo(bytes("00e1"));
    }

    @Test
    void reads_a_coap_message_that_comes_byte_by_byte() {
        byte[] message = message(14);

        left.sendInPieces(message, 1);

        assertThat(right.readFrame()).isEqualTo(message);
    }

    @Test
    void says_what_arrived_instead_of_what_was_expected() {
        try (RawPeer impatient = RawPeer.tcp().deadline(SHORT).dial(listener.address());
                RawPeer other = listener.accept()) {
            other.send("cafe");

            assertThatThrownBy(() -> impatient.read(3))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("expected 3 bytes")
                    .hasMessageContaining("within PT0.02S")
                    .hasMessageContaining("2 bytes: cafe");
        }
    }

    @Test
    void says_that_the_other_end_hung_up_in_the_middle_of_a_message() {
        left.send("d0");
        left.close();

        assertThatThrownBy(right::readFrame)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected a CoAP message")
                .hasMessageContaining("FIN")
                .hasMessageContaining("1 bytes: d0");
    }

    @Test
    void tells_a_reset_from_a_closed_connection() {
        left.reset();

        assertThat(right.awaitEnding().kind()).isEqualTo(EndingKind.RESET);
    }

    @Test
    void goes_on_reading_after_half_closing() {
        left.halfClose();
        assertThat(right.awaitEnding()).isEqualTo(new Ending(EndingKind.FIN, ""));

        right.send("01");
        right.close();

        assertThat(left.readToEnd()).containsExactly(1);
    }

    @Test
    void finds_out_that_the_other_end_does_not_read_and_finishes_what_it_began_later() {
        byte[] chunk = new byte[1_000_003];

        int whole = left.sendUntilStalled(chunk, 1_000, SHORT);
        assertThat(whole).isLessThan(1_000);

        right.read(whole * chunk.length);
        left.send("aa");
        right.read(chunk.length);
        assertThat(right.read(1)).containsExactly(0xaa);
    }

    @Test
    void has_no_records_without_tls() {
        assertThatThrownBy(left::receivedRecords)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("plain TCP");
    }

    @Test
    void fails_when_nobody_listens_or_nobody_dials() {
        RawListener closed = RawPeer.tcp().listen();
        closed.close();

        assertThatThrownBy(() -> RawPeer.tcp().dial(closed.address())).isInstanceOf(UncheckedIOException.class);
        try (RawListener lonely = RawPeer.tcp().deadline(SHORT).listen()) {
            assertThatThrownBy(lonely::accept)
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("expected a connection");
        }
    }

    private static byte[] message(int content) {
        String length = content < 13
                ? "%x2".formatted(content)
                : content < 269
                        ? "d2%02x".formatted(content - 13)
                        : content < 65_805 ? "e2%04x".formatted(content - 269) : "f2%08x".formatted(content - 65_805);
        return bytes(length + "45" + "beef" + "ab".repeat(content));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }
}
