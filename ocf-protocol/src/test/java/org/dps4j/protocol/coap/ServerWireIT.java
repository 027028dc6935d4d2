package org.dps4j.protocol.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.dps4j.protocol.coap.Ends.next;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.peer.EndingKind;
import org.dps4j.testkit.peer.RawPeer;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the service does with the bytes of a peer, byte by byte. */
@Timeout(20)
@ExtendWith(LeakCheck.class)
class ServerWireIT {

    private static final String TOKEN = "0102030405060708";
    private static final String GET_TEXT = "5801" + TOKEN + "b474657874";
    private static final String ANSWER_FIRST = "6845" + TOKEN + "ff6669727374";

    private final Ends ends = new Ends();

    @AfterEach
    void close() {
        ends.close();
    }

    /** A connection whose capabilities message was read. */
    private RawPeer dial() {
        RawPeer peer = RawPeer.tcp().dial(ends.server().localAddress());
        peer.readFrame();
        return peer;
    }

    private static String frame(RawPeer peer) {
        return HexFormat.of().formatHex(peer.readFrame());
    }

    @Test
    void the_first_message_says_what_the_service_takes() {
        try (RawPeer peer = RawPeer.tcp().dial(ends.server().localAddress())) {
            assertThat(frame(peer)).matches("48e1[0-9a-f]{16}23040000");
        }
    }

    @Test
    void the_first_request_of_a_c_device_is_answered_without_waiting_for_its_capabilities() {
        List<OptionalInt> versions = new ArrayList<>();
        ends.serviceSide.root.add(new CoapResource("x.plgd.dev").add(new CoapResource("time") {
            @Override
            public void handleGET(CoapExchange exchange) {
                versions.add(OcfOptions.acceptContentFormatVersion(
                        exchange.advanced().getRequest()));
                Response answer = new Response(ResponseCode.CONTENT);
                OcfOptions.setPayload(answer, new byte[] {(byte) 0xa0});
                exchange.respond(answer);
            }
        }));
        try (RawPeer device = dial()) {
            device.send("d80b01175441f5cc0d0305ba782e706c67642e6465760474696d65622710e206e30800");

            assertThat(frame(device)).isEqualTo("a845175441f5cc0d0305c22710e206ec0800ffa0");
            assertThat(versions).containsExactly(OptionalInt.of(OcfOptions.VERSION_1_0_0));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "08e20102030405060708, 08e30102030405060708, a ping",
        "00e2, 00e3, a ping without a token",
        "10e220, 00e3, a ping with custody"
    })
    void a_ping_is_answered(String ping, String pong, String what) {
        try (RawPeer peer = dial()) {
            peer.send(ping);

            assertThat(frame(peer)).as(what).isEqualTo(pong);
        }
    }

    @Test
    void what_has_no_meaning_is_passed_over() {
        try (RawPeer peer = dial()) {
            peer.send("0000", "00e3", "08e7" + TOKEN, "00e1", "50e12400100000", "0045", GET_TEXT);

            assertThat(frame(peer)).isEqualTo(ANSWER_FIRST);
        }
    }

    @Test
    void messages_may_come_in_any_pieces() {
        try (RawPeer peer = dial()) {
            peer.sendInPieces(HexFormat.of().parseHex(GET_TEXT), 1);
            peer.send(GET_TEXT + GET_TEXT + GET_TEXT.substring(0, 6), GET_TEXT.substring(6));

            for (int answer = 0; answer < 4; answer++) {
                assertThat(frame(peer)).isEqualTo(ANSWER_FIRST);
            }
        }
    }

    @Test
    void an_unknown_critical_option_in_capabilities_aborts_and_names_it() {
        try (RawPeer peer = dial()) {
            peer.send("20e1d014");

            assertThat(frame(peer)).matches("d8..e5[0-9a-f]{16}2121ff[0-9a-f]+");
            assertThat(peer.awaitEnding().kind()).isEqualTo(EndingKind.FIN);
            assertThat(next(ends.server.down))
                    .isEqualTo(new CloseReason.AbortedByUs(
                            "unknown critical option 33 in a signalling message 7.01", OptionalInt.of(33)));
        }
    }

    @ParameterizedTest
    @CsvSource({"10e210, 7.02", "10e310, 7.03", "10e410, 7.04", "10e710, 7.07"})
    void an_unknown_critical_option_in_any_signal_aborts(String signal, String code) {
        try (RawPeer peer = dial()) {
            peer.send(signal);

            assertThat(frame(peer)).matches("d8..e5[0-9a-f]{16}ff[0-9a-f]+");
            assertThat(next(ends.server.down).describe())
                    .contains("unknown critical option 1 in a signalling message " + code);
        }
    }

    @Test
    void a_peer_may_abort_and_say_why() {
        try (RawPeer peer = dial()) {
            peer.send("70e52121ff6e6f7065");

            assertThat(next(ends.server.down)).isEqualTo(new CloseReason.AbortedByPeer("nope", OptionalInt.of(33)));
        }
    }

    @Test
    void a_peer_may_release() {
        try (RawPeer peer = dial()) {
            peer.send("08e4" + TOKEN);

            assertThat(peer.awaitEnding().kind()).isEqualTo(EndingKind.FIN);
            assertThat(next(ends.server.down)).isEqualTo(new CloseReason.ReleasedByPeer());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3801" + TOKEN + "e020d4, an option nobody knows",
        "8801" + TOKEN + "b474657874d10308, the first block of a body"
    })
    void a_request_with_a_critical_option_that_is_not_known_is_answered_4_02(String request, String what) {
        try (RawPeer peer = dial()) {
            peer.send(request, GET_TEXT);

            assertThat(frame(peer)).as(what).matches("..?.?.?82" + TOKEN + "ff[0-9a-f]+");
            assertThat(frame(peer)).isEqualTo(ANSWER_FIRST);
        }
    }

    @Test
    void a_method_that_is_not_known_is_answered_4_05() {
        try (RawPeer peer = dial()) {
            peer.send("0808" + TOKEN, GET_TEXT);

            assertThat(frame(peer)).matches("d8..85" + TOKEN + "ff[0-9a-f]+");
            assertThat(frame(peer)).isEqualTo(ANSWER_FIRST);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1801" + TOKEN + "f0, an option delta of fifteen",
        "1801" + TOKEN + "bf, an option length of fifteen",
        "2801" + TOKEN + "b474, an option longer than the message",
        "1801" + TOKEN + "ff, a payload marker without payload"
    })
    void a_request_whose_options_cannot_be_read_is_answered_4_00_and_ends_the_connection(String request, String what) {
        try (RawPeer peer = dial()) {
            peer.send(request);

            assertThat(frame(peer)).as(what).matches("d8..80" + TOKEN + "ff[0-9a-f]+");
            assertThat(frame(peer)).matches("d8..e5[0-9a-f]{16}ff[0-9a-f]+");
            assertThat(peer.awaitEnding().kind()).isEqualTo(EndingKind.FIN);
            assertThat(next(ends.server.down)).isInstanceOf(CloseReason.MalformedFrame.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0901, token length 9",
        "0f01, token length 15",
        "0020, reserved code 1.00",
        "00c0, reserved code 6.00",
        "20e1f0ff, an option delta without a legal form"
    })
    void what_is_not_coap_ends_the_connection(String bytes, String why) {
        try (RawPeer peer = dial()) {
            peer.send(bytes);

            assertThat(next(ends.server.down))
                    .isInstanceOf(CloseReason.MalformedFrame.class)
                    .extracting(CloseReason::describe)
                    .asString()
                    .contains(why);
            peer.awaitEnding();
        }
    }

    @Test
    void a_header_that_announces_two_gigabytes_ends_the_connection_at_once() {
        try (RawPeer peer = dial()) {
            peer.send("f07fff000001");

            assertThat(next(ends.server.down)).isEqualTo(new CloseReason.FrameTooLarge(2_147_483_923L, 262_144));
            peer.awaitEnding();
        }
    }

    @Test
    void a_message_that_never_ends_is_given_up() {
        ends.serverSetup.limits(TransportLimits.forService().withFrameTimeout(Duration.ofMillis(150)));
        try (RawPeer peer = dial()) {
            peer.send("58", "01", "01");

            assertThat(next(ends.server.down)).isEqualTo(new CloseReason.FrameTimeout(Duration.ofMillis(150)));
            assertThat(peer.awaitEnding().kind()).isEqualTo(EndingKind.FIN);
        }
    }

    @Test
    void whole_messages_at_any_pace_are_not_given_up() {
        ends.serverSetup.limits(TransportLimits.forService().withFrameTimeout(Duration.ofMillis(500)));
        try (RawPeer peer = dial()) {
            for (int round = 0; round < 4; round++) {
                int tries = round;
                peer.send(GET_TEXT + "58", GET_TEXT.substring(2));
                assertThat(frame(peer)).isEqualTo(ANSWER_FIRST);
                assertThat(frame(peer)).isEqualTo(ANSWER_FIRST);
                await().pollDelay(Duration.ofMillis(180)).until(() -> tries >= 0);
            }
        }
    }

    @Test
    void a_stream_that_ends_in_the_middle_of_a_message_is_not_a_close_in_order() {
        try (RawPeer peer = dial()) {
            peer.send(GET_TEXT.substring(0, 8));
            peer.halfClose();

            assertThat(next(ends.server.down))
                    .isEqualTo(new CloseReason.MalformedFrame("the stream ended in the middle of a message"));
        }
    }

    @Test
    void a_reset_is_told_from_a_close() {
        RawPeer peer = dial();

        peer.reset();

        assertThat(next(ends.server.down)).isInstanceOf(CloseReason.ConnectionReset.class);
    }

    @Test
    void a_peer_that_said_what_it_takes_gets_5_00_for_more() {
        ends.serviceSide.text.become("x".repeat(1_200));
        try (RawPeer peer = dial()) {
            peer.send("30e1220480", GET_TEXT);

            String answer = frame(peer);
            assertThat(answer).matches("d8..a0" + TOKEN + "ff[0-9a-f]+");
            assertThat(new String(HexFormat.of().parseHex(answer.substring(answer.indexOf("ff") + 2))))
                    .isEqualTo("the message has 1213 bytes, the peer takes 1152");
        }
    }

    @Test
    void a_peer_that_said_nothing_gets_seven_kibibytes_at_most() {
        ends.serviceSide.text.become("x".repeat(7_168));
        try (RawPeer peer = dial()) {
            peer.send(GET_TEXT);
            assertThat(peer.readFrame()).hasSize(7_168 + 4 + 8 + 1);

            ends.serviceSide.text.become("x".repeat(7_169));
            peer.send(GET_TEXT);
            assertThat(frame(peer)).matches("d8..a0" + TOKEN + "ff[0-9a-f]+");
        }
    }

    @Test
    void a_peer_that_does_not_read_is_not_read_from() {
        ends.serviceSide.text.become("x".repeat(7_000));
        StringBuilder thousand = new StringBuilder();
        for (int request = 0; request < 1_000; request++) {
            thousand.append(GET_TEXT);
        }
        byte[] requests = HexFormat.of().parseHex(thousand);
        try (RawPeer peer = dial()) {
            int whole = peer.sendUntilStalled(requests, 2_000, Duration.ofMillis(300));

            assertThat(whole).isBetween(2, 1_999);
            for (int answer = 0; answer < 2_000; answer++) {
                assertThat(peer.readFrame()).hasSize(7_013);
            }
        }
    }

    @Test
    void an_observer_that_does_not_read_is_given_up() {
        ends.serviceSide.text.become("x".repeat(7_000));
        try (RawPeer peer = dial()) {
            peer.send("6801" + TOKEN + "60" + "5474657874");
            peer.readFrame();

            for (int change = 0; change < 3_000 && ends.server.down.isEmpty(); change++) {
                ends.serviceSide.text.become("y".repeat(7_000));
            }

            assertThat(next(ends.server.down)).isInstanceOf(CloseReason.PeerDoesNotRead.class);
            assertThat(ends.serviceSide.text.getObserverCount()).isZero();
        }
    }

    @Test
    void there_are_no_more_connections_than_there_may_be() {
        ends.serverSetup.maxConnections(2);
        RawPeer second = dial();
        try (RawPeer first = dial();
                RawPeer third = RawPeer.tcp().dial(ends.server().localAddress())) {
            assertThat(third.readToEnd()).isEmpty();
            assertThat(next(ends.server.failed))
                    .isEqualTo(new CloseReason.ListenerFull(CloseReason.ListenerFull.Bound.CONNECTIONS, 2));
            first.send(GET_TEXT);
            assertThat(frame(first)).isEqualTo(ANSWER_FIRST);

            second.close();
            next(ends.server.down);
            try (RawPeer fourth = dial()) {
                fourth.send(GET_TEXT);
                assertThat(frame(fourth)).isEqualTo(ANSWER_FIRST);
            }
        }
    }
}
