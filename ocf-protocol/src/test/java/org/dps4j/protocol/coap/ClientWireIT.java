package org.dps4j.protocol.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dps4j.protocol.coap.Ends.SOON;
import static org.dps4j.protocol.coap.Ends.get;
import static org.dps4j.protocol.coap.Ends.post;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.peer.EndingKind;
import org.dps4j.testkit.peer.RawListener;
import org.dps4j.testkit.peer.RawPeer;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.dps4j.testkit.pki.TestTls;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a device of ours does with the bytes of a service, byte by byte. */
@Timeout(20)
@ExtendWith(LeakCheck.class)
class ClientWireIT {

    private static final String TOKEN = "0102030405060708";

    private final Ends ends = new Ends();

    @AfterEach
    void close() {
        ends.close();
    }

    private CompletableFuture<CoapConnection> dial(RawListener listener) {
        return ends.client().connect(ends.uri("127.0.0.1", listener.address().getPort()));
    }

    private static String frame(RawPeer peer) {
        return HexFormat.of().formatHex(peer.readFrame());
    }

    /** The token of a message that ends a header without an extended length, or with one byte of it. */
    private static String token(String frame) {
        int from = frame.startsWith("d") ? 6 : 4;
        return frame.substring(from, from + 16);
    }

    @Test
    void the_first_message_says_what_a_device_takes_and_requests_do_not_wait_for_the_other_sides() {
        try (RawListener listener = RawPeer.tcp().listen()) {
            CompletableFuture<CoapConnection> device = dial(listener);
            try (RawPeer service = listener.accept()) {
                Request request = get("x.plgd.dev/time");
                OcfOptions.accept(request);
                CompletableFuture<Response> answer = Ends.await(device).send(request, SOON);

                assertThat(frame(service)).matches("48e1[0-9a-f]{16}23010000");
                String asked = frame(service);
                assertThat(asked).matches("d80b01[0-9a-f]{16}ba782e706c67642e6465760474696d65622710e206e30800");
                service.send("6845" + token(asked) + "ff6669727374");
                assertThat(Ends.await(answer).getPayloadString()).isEqualTo("first");
            }
        }
    }

    /** The same messages, sent to a C device, stall it or corrupt its memory. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "00e1",
                "00e2",
                "0000",
                "10e140",
                "30e1220480",
                "40e123100000",
                "40e122048020",
                "04e201020304",
                "50e12400100000",
                "08e2" + TOKEN
            })
    void short_messages_of_a_service_do_no_harm(String message) {
        try (RawListener listener = RawPeer.tcp().listen()) {
            CompletableFuture<CoapConnection> device = dial(listener);
            try (RawPeer service = listener.accept()) {
                service.send(message);
                CompletableFuture<Response> answer = Ends.await(device).send(get("text"), SOON);
                String asked = frame(service);
                while (!asked.startsWith("5801")) {
                    asked = frame(service);
                }
                service.send(message + "6845" + token(asked) + "ff6669727374");

                assertThat(Ends.await(answer).getPayloadString()).isEqualTo("first");
            }
        }
    }

    @Test
    void the_limit_that_a_service_announces_is_kept() {
        try (RawListener listener = RawPeer.tcp().listen()) {
            CompletableFuture<CoapConnection> device = dial(listener);
            try (RawPeer service = listener.accept()) {
                CoapConnection connection = Ends.await(device);
                service.send("30e1220480", "08e2" + TOKEN);
                service.readFrame();
                service.readFrame();

                assertThat(Ends.failure(connection.send(post("text", new byte[1_200]), SOON)))
                        .isInstanceOf(MessageTooLargeException.class)
                        .hasMessage("the message has 1218 bytes, the peer takes 1152");
            }
        }
    }

    @Test
    void a_service_asks_a_device_on_the_devices_connection() {
        try (RawListener listener = RawPeer.tcp().listen()) {
            CompletableFuture<CoapConnection> device = dial(listener);
            try (RawPeer service = listener.accept()) {
                Ends.await(device);
                service.readFrame();

                service.send("5801" + TOKEN + "b474657874");

                assertThat(frame(service)).isEqualTo("6845" + TOKEN + "ff6669727374");
            }
        }
    }

    @Test
    void an_answer_with_an_unknown_critical_option_fails_its_request_at_once() {
        try (RawListener listener = RawPeer.tcp().listen()) {
            CompletableFuture<CoapConnection> device = dial(listener);
            try (RawPeer service = listener.accept()) {
                CompletableFuture<Response> answer = Ends.await(device).send(get("text"), Duration.ofMinutes(1));
                service.readFrame();
                service.send("3845" + token(frame(service)) + "e020d4");

                assertThat(Ends.failure(answer)).hasMessageContaining("the answer cannot be used");
                assertThat(Ends.await(device).closed().toCompletableFuture()).isNotDone();
            }
        }
    }

    @Test
    void an_answer_whose_options_cannot_be_read_ends_the_connection() {
        try (RawListener listener = RawPeer.tcp().listen()) {
            CompletableFuture<CoapConnection> device = dial(listener);
            try (RawPeer service = listener.accept()) {
                CompletableFuture<Response> answer = Ends.await(device).send(get("text"), Duration.ofMinutes(1));
                service.readFrame();
                service.send("1845" + token(frame(service)) + "f0");

                assertThat(Ends.reason(answer)).isInstanceOf(CloseReason.MalformedFrame.class);
                assertThat(frame(service)).matches("d8..e5[0-9a-f]{16}ff[0-9a-f]+");
                assertThat(service.awaitEnding().kind()).isEqualTo(EndingKind.FIN);
            }
        }
    }

    @Test
    void a_device_takes_64_kibibytes_and_not_a_byte_more() {
        try (RawListener listener = RawPeer.tcp().listen()) {
            CompletableFuture<CoapConnection> device = dial(listener);
            try (RawPeer service = listener.accept()) {
                CoapConnection connection = Ends.await(device);
                CompletableFuture<Response> answer = connection.send(get("text"), SOON);
                service.readFrame();
                String token = token(frame(service));
                int payload = 65_536 - 12 - 1;
                service.send("e8" + String.format("%04x", payload + 1 - 269) + "45" + token + "ff");
                service.send(new byte[payload]);
                assertThat(Ends.await(answer).getPayload()).hasSize(payload);

                service.send("e8" + String.format("%04x", payload + 2 - 269) + "45" + token + "ff");

                assertThat(Ends.await(connection.closed())).isEqualTo(new CloseReason.FrameTooLarge(65_537, 65_536));
            }
        }
    }

    @Test
    void an_abort_of_the_service_says_which_option_it_does_not_take() {
        try (RawListener listener = RawPeer.tcp().listen()) {
            CompletableFuture<CoapConnection> device = dial(listener);
            try (RawPeer service = listener.accept()) {
                CompletableFuture<Response> answer = Ends.await(device).send(get("text"), SOON);
                service.send("78e5" + TOKEN + "2102ff6e6f7065");

                assertThat(Ends.reason(answer)).isEqualTo(new CloseReason.AbortedByPeer("nope", OptionalInt.of(2)));
            }
        }
    }

    @Test
    void a_release_of_the_service_lets_the_request_in_flight_end() {
        try (RawListener listener = RawPeer.tcp().listen()) {
            CompletableFuture<CoapConnection> device = dial(listener);
            try (RawPeer service = listener.accept()) {
                CoapConnection connection = Ends.await(device);
                CompletableFuture<Response> answer = connection.send(get("text"), SOON);
                service.readFrame();
                String token = token(frame(service));
                service.send("08e4" + TOKEN, "6845" + token + "ff6669727374");

                assertThat(Ends.await(answer).getPayloadString()).isEqualTo("first");
                assertThat(Ends.await(connection.closed())).isEqualTo(new CloseReason.ReleasedByPeer());
            }
        }
    }

    @Test
    void a_service_that_leaves_pings_unanswered_is_given_up() {
        ends.clientSetup.limits(TransportLimits.forDevice().withPing(Duration.ofMillis(40), 2));
        try (RawListener listener = RawPeer.tcp().listen()) {
            CompletableFuture<CoapConnection> device = dial(listener);
            try (RawPeer service = listener.accept()) {
                assertThat(Ends.await(Ends.await(device).closed())).isEqualTo(new CloseReason.PingMissed(2));
                service.readFrame();
                assertThat(frame(service)).matches("08e2[0-9a-f]{16}");
                assertThat(frame(service)).matches("08e2[0-9a-f]{16}");
                assertThat(service.readToEnd()).isEmpty();
            }
        }
    }

    @Test
    void nobody_dials_again_behind_the_callers_back() {
        try (RawListener listener =
                RawPeer.tcp().deadline(Duration.ofMillis(300)).listen()) {
            CompletableFuture<CoapConnection> device = dial(listener);
            listener.accept().close();
            CoapConnection connection = Ends.await(device);
            Ends.await(connection.closed());

            Ends.failure(connection.send(get("text"), SOON));

            assertThatThrownBy(listener::accept).hasMessageContaining("expected a connection");
        }
    }

    @Test
    void a_refused_connection_names_the_address() {
        RawListener nobody = RawPeer.tcp().listen();
        nobody.close();

        assertThat(Ends.reason(dial(nobody))).isEqualTo(new CloseReason.ConnectRefused(nobody.address()));
        assertThat(Ends.next(ends.client.failed)).isEqualTo(new CloseReason.ConnectRefused(nobody.address()));
    }

    @Test
    void a_name_without_an_address_is_told() {
        assertThat(Ends.reason(ends.client().connect(ends.uri("nobody.invalid", 1))))
                .isEqualTo(new CloseReason.NameNotFound("nobody.invalid"));
    }

    @Test
    void a_connection_that_does_not_come_up_is_given_up() throws IOException {
        ends.clientSetup.limits(TransportLimits.forDevice().withConnectTimeout(Duration.ofMillis(100)));
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = (InetSocketAddress) busy.getLocalSocketAddress();
            for (int count = 0; count < 4; count++) {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.connect(address);
                waiting.add(channel);
            }

            assertThat(Ends.reason(ends.client().connect(ends.uri("127.0.0.1", address.getPort()))))
                    .isEqualTo(new CloseReason.ConnectTimeout(Duration.ofMillis(100)));
        } finally {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }

    @Test
    void a_handshake_that_does_not_end_is_given_up() {
        tls();
        ends.clientSetup.limits(TransportLimits.forDevice().withHandshakeTimeout(Duration.ofMillis(100)));
        try (RawListener listener = RawPeer.tcp().listen()) {
            CompletableFuture<CoapConnection> device = dial(listener);
            try (RawPeer silent = listener.accept()) {
                assertThat(Ends.reason(device)).isEqualTo(new CloseReason.HandshakeTimeout(Duration.ofMillis(100)));
                silent.awaitEnding();
            }
        }
    }

    @Test
    void a_service_that_hangs_up_in_the_handshake_is_told() {
        tls();
        try (RawListener listener = RawPeer.tcp().listen()) {
            CompletableFuture<CoapConnection> device = dial(listener);
            listener.accept().close();

            assertThat(Ends.reason(device))
                    .isInstanceOfAny(CloseReason.HandshakeFailed.class, CloseReason.ConnectionReset.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void over_tls_a_close_without_a_word_is_a_close_and_two_messages_in_a_record_are_two(String protocol) {
        TestCertificate server = tls();
        try (RawListener listener = RawPeer.tls(TestTls.trustingEverybody(server))
                .protocols(protocol)
                .listen()) {
            CompletableFuture<CoapConnection> device = dial(listener);
            try (RawPeer service = listener.accept()) {
                CoapConnection connection = Ends.await(device);
                CompletableFuture<Response> answer = connection.send(get("text"), SOON);
                service.readFrame();
                service.send("08e2" + TOKEN + "6845" + token(frame(service)) + "ff6669727374");
                assertThat(Ends.await(answer).getPayloadString()).isEqualTo("first");

                service.halfClose();

                assertThat(Ends.await(connection.closed())).isEqualTo(new CloseReason.ClosedByPeer());
            }
        }
    }

    private TestCertificate tls() {
        TestAuthority root = TestPki.root("Service").mint();
        TestCertificate server = root.server("localhost").mint();
        TestCertificate device = root.device("device").mint();
        TlsOptions options =
                TlsOptions.of(new TlsIdentity(device.chain(), device.privateKey()), (chain, attachments) -> {});
        ends.tls(options, options);
        return server;
    }
}
