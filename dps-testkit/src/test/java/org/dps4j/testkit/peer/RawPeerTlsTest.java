package org.dps4j.testkit.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLContext;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.dps4j.testkit.pki.TestTls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
@ExtendWith(LeakCheck.class)
class RawPeerTlsTest {

    private static final TestAuthority ROOT = TestPki.root("Root").mint();
    private static final TestCertificate DEVICE = ROOT.device("device").mint();
    private static final TestCertificate SERVER = ROOT.server("localhost").mint();
    private static final SSLContext CLIENT_SIDE = TestTls.context(DEVICE, ROOT.certificate());
    private static final SSLContext SERVER_SIDE = TestTls.context(SERVER, ROOT.certificate());

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void sees_which_bytes_shared_a_record(String protocol) {
        try (Pair pair = Pair.of(RawPeer.tls(CLIENT_SIDE).protocols(protocol))) {
            pair.client.send("0102", "030405");
            pair.client.sendTogether(new byte[7], new byte[20_000]);

            assertThat(pair.server.read(5)).containsExactly(1, 2, 3, 4, 5);
            pair.server.read(7 + 20_000);
            assertThat(pair.server.receivedRecords()).startsWith(2, 3, 7).hasSize(5);
            assertThat(pair.server.receivedRecords().stream().mapToInt(size -> size))
                    .allMatch(size -> size <= 16_384);
            assertThat(pair.client.tls().protocol()).isEqualTo(protocol);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void tells_a_proper_close_and_the_fin_behind_it(String protocol) {
        try (Pair pair = Pair.of(RawPeer.tls(CLIENT_SIDE).protocols(protocol))) {
            pair.server.send("aa");
            pair.server.closeNotify();
            assertThat(pair.client.readToEnd()).containsExactly(0xaa);
            assertThat(pair.client.awaitEnding()).isEqualTo(new Ending(EndingKind.CLOSE_NOTIFY, ""));

            pair.server.halfClose();
            assertThat(pair.client.awaitEndingOfTcp()).isEqualTo(new Ending(EndingKind.FIN, ""));
        }
    }

    @Test
    void sees_the_name_the_suite_and_the_certificates() {
        String suite = "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256";
        PeerSetup client = RawPeer.tls(CLIENT_SIDE)
                .protocols("TLSv1.2")
                .cipherSuites(suite)
                .serverName("dps.example");

        try (Pair pair = Pair.of(client)) {
            assertThat(pair.server.tls().requestedServerName()).contains("dps.example");
            assertThat(pair.server.tls().cipherSuite()).isEqualTo(suite);
            assertThat(pair.server.tls().peerCertificates()).containsExactly(DEVICE.certificate());
            assertThat(pair.client.tls().peerCertificates()).containsExactly(SERVER.certificate());
        }
    }

    @Test
    void dials_without_a_certificate_when_none_is_asked_for() {
        PeerSetup server = RawPeer.tls(SERVER_SIDE).clientCertificate(ClientCertificate.NOT_ASKED_FOR);

        try (Pair pair = Pair.of(RawPeer.tls(TestTls.trusting(ROOT.certificate())), server)) {
            assertThat(pair.server.tls().peerCertificates()).isEmpty();
            assertThat(pair.server.tls().requestedServerName()).isEmpty();
        }
    }

    @Test
    void a_half_close_is_a_fin_without_close_notify() {
        try (Pair pair = Pair.of(RawPeer.tls(CLIENT_SIDE))) {
            pair.client.halfClose();

            assertThat(pair.server.awaitEnding().kind()).isEqualTo(EndingKind.FIN);
            pair.server.send("01");
            assertThat(pair.client.read(1)).containsExactly(1);
        }
    }

    @Test
    void a_reset_is_seen_as_one() {
        try (Pair pair = Pair.of(RawPeer.tls(CLIENT_SIDE))) {
            pair.client.reset();

            assertThat(pair.server.awaitEnding().kind()).isEqualTo(EndingKind.RESET);
        }
    }

    @Test
    void bytes_beneath_tls_break_it_and_the_other_end_says_so() {
        try (Pair pair = Pair.of(RawPeer.tls(CLIENT_SIDE).protocols("TLSv1.2"))) {
            pair.client.sendBeneathTls("hello, this is not TLS at all".getBytes(UTF_8));

            assertThat(pair.server.awaitEnding().kind()).isEqualTo(EndingKind.NOT_ACCEPTED);
            assertThat(pair.client.awaitEnding().kind()).isEqualTo(EndingKind.ALERT);
        }
    }

    @Test
    void a_server_that_does_not_trust_the_client_sends_it_an_alert() {
        SSLContext stranger = TestTls.context(TestPki.selfSigned("stranger").mint(), ROOT.certificate());
        try (RawListener listener = RawPeer.tls(SERVER_SIDE).listen()) {
            CompletableFuture<RawPeer> accepted = CompletableFuture.supplyAsync(listener::accept);
            PeerSetup client = RawPeer.tls(stranger).protocols("TLSv1.2");

            HandshakeFailedException clientSide =
                    catchThrowableOfType(HandshakeFailedException.class, () -> client.dial(listener.address()));

            assertThat(clientSide.ending().kind()).isEqualTo(EndingKind.ALERT);
            assertThat(clientSide.ending().detail()).isEqualTo("certificate_unknown");
            assertThatThrownBy(accepted::join)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            HandshakeFailedException.class,
                            serverSide -> assertThat(serverSide.ending().kind()).isEqualTo(EndingKind.NOT_ACCEPTED));
        }
    }

    @Test
    void with_tls_1_3_a_client_learns_after_its_handshake_that_it_is_not_trusted() {
        SSLContext stranger = TestTls.context(TestPki.selfSigned("stranger").mint(), ROOT.certificate());
        try (RawListener listener = RawPeer.tls(SERVER_SIDE).listen()) {
            CompletableFuture<RawPeer> accepted = CompletableFuture.supplyAsync(listener::accept);

            try (RawPeer client = RawPeer.tls(stranger).protocols("TLSv1.3").dial(listener.address())) {
                assertThat(client.awaitEnding()).isEqualTo(new Ending(EndingKind.ALERT, "certificate_unknown"));
            }
            assertThatThrownBy(accepted::join).hasCauseInstanceOf(HandshakeFailedException.class);
        }
    }

    private record Pair(RawListener listener, RawPeer client, RawPeer server) implements AutoCloseable {

        static Pair of(PeerSetup client) {
            return of(client, RawPeer.tls(SERVER_SIDE));
        }

        static Pair of(PeerSetup client, PeerSetup server) {
            RawListener listener = server.listen();
            CompletableFuture<RawPeer> accepted = CompletableFuture.supplyAsync(listener::accept);
            return new Pair(listener, client.dial(listener.address()), accepted.join());
        }

        @Override
        public void close() {
            client.close();
            server.close();
            listener.close();
        }
    }
}
