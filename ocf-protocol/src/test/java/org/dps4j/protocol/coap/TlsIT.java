package org.dps4j.protocol.coap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dps4j.protocol.coap.Ends.SOON;
import static org.dps4j.protocol.coap.Ends.get;
import static org.dps4j.protocol.coap.Ends.next;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.peer.PeerSetup;
import org.dps4j.testkit.peer.RawListener;
import org.dps4j.testkit.peer.RawPeer;
import org.dps4j.testkit.pki.KeyKind;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.dps4j.testkit.pki.TestTls;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
@ExtendWith(LeakCheck.class)
class TlsIT {

    private static final TestAuthority MANUFACTURER =
            TestPki.root("Manufacturer").mint();
    private static final TestAuthority SERVICE_ROOT = TestPki.root("Service").mint();
    private static final TestCertificate DEVICE =
            MANUFACTURER.intermediate("Factory").mint().device("device").mint();
    private static final TestCertificate SERVER =
            SERVICE_ROOT.server("localhost", "127.0.0.1").mint();
    private static final PeerCertificateCheck ANYBODY = (chain, attachments) -> {};
    private static final PeerCertificateCheck NOBODY = (chain, attachments) -> {
        throw new CertificateException("nobody is welcome here");
    };

    private final Ends ends = new Ends();

    @AfterEach
    void close() {
        ends.close();
    }

    private static TlsIdentity identity(TestCertificate certificate) {
        return new TlsIdentity(certificate.chain(), certificate.privateKey());
    }

    private static TlsOptions device(PeerCertificateCheck check) {
        return TlsOptions.of(identity(DEVICE), check);
    }

    private static TlsOptions service(PeerCertificateCheck check) {
        return TlsOptions.of(identity(SERVER), check);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void both_ends_know_each_others_chain_and_what_the_check_found(String protocol) {
        ends.tls(
                device(ANYBODY).withProtocols(protocol),
                service((chain, attachments) ->
                        attachments.attach(String.class, "checked " + chain.size() + " on " + thread())));

        CoapConnection device = ends.connect();
        CoapConnection service = ends.accepted();

        assertThat(device.peerCertificates()).isEqualTo(SERVER.chain());
        assertThat(service.peerCertificates()).isEqualTo(DEVICE.chain()).hasSize(2);
        assertThat(service.attachments().get(String.class)).startsWith("checked 2 on ends-blocking");
        assertThat(Ends.await(device.send(get("text"), SOON)).getPayloadString())
                .isEqualTo("first");
        assertThat(Ends.await(service.send(get("text"), SOON)).getPayloadString())
                .isEqualTo("first");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_service_that_refuses_our_certificate_is_reported_as_that(String protocol) {
        ends.tls(device(ANYBODY).withProtocols(protocol), service(NOBODY));

        CloseReason reason = reasonOfFirstRequest();

        assertThat(reason).isInstanceOf(CloseReason.OurCertificateRefused.class);
        assertThat(reason.describe()).startsWith("the service refused our certificate (alert ");
        assertThat(next(ends.server.failed))
                .isEqualTo(new CloseReason.PeerCertificateRefused("nobody is welcome here"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_device_that_refuses_the_services_certificate_says_why(String protocol) {
        ends.tls(device(NOBODY).withProtocols(protocol), service(ANYBODY));

        assertThat(Ends.reason(ends.client().connect(ends.uri())))
                .isEqualTo(new CloseReason.PeerCertificateRefused("nobody is welcome here"));
        assertThat(next(ends.server.failed)).isInstanceOf(CloseReason.OurCertificateRefused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_service_takes_nobody_without_a_certificate(String protocol) {
        ends.tls(TlsOptions.anonymous(ANYBODY).withProtocols(protocol), service(ANYBODY));

        assertThat(reasonOfFirstRequest())
                .isInstanceOfAny(CloseReason.OurCertificateRefused.class, CloseReason.HandshakeFailed.class);
        assertThat(next(ends.server.failed)).isEqualTo(new CloseReason.PeerCertificateRefused("it sent none"));
    }

    /** TLS 1.3 tells a client of a refusal only after the client believes to be connected. */
    private CloseReason reasonOfFirstRequest() {
        CompletableFuture<CoapConnection> dialled = ends.client().connect(ends.uri());
        CompletableFuture<Response> answer = dialled.thenCompose(connection -> connection.send(get("text"), SOON));
        Throwable failure = Ends.failure(answer);
        assertThat(failure).isInstanceOf(ConnectionClosedException.class);
        return ((ConnectionClosedException) failure).reason();
    }

    @Test
    void the_check_may_throw_anything_and_refuses_then() {
        ends.tls(
                device((chain, attachments) -> {
                    throw new IllegalStateException("a defect");
                }),
                service(ANYBODY));

        assertThat(Ends.reason(ends.client().connect(ends.uri())))
                .isEqualTo(new CloseReason.PeerCertificateRefused("the check itself failed"));
    }

    @Test
    void a_check_after_the_handshake_may_throw_anything_and_refuses_then() {
        ends.tls(
                TlsOptions.of(TestTls.context(DEVICE, SERVICE_ROOT.certificate()))
                        .withCheck((chain, attachments) -> {
                            throw new LinkageError("a defect");
                        }),
                service(ANYBODY));

        assertThat(Ends.reason(ends.client().connect(ends.uri())))
                .isEqualTo(new CloseReason.PeerCertificateRefused("the check itself failed"));
    }

    @Test
    void whatever_else_keeps_the_verdict_from_coming_ends_the_dial() {
        ends.tls(
                TlsOptions.of(TestTls.context(DEVICE, SERVICE_ROOT.certificate()))
                        .withCheck((chain, attachments) -> throwAsItIs(new Throwable("neither exception nor error"))),
                service(ANYBODY));

        assertThat(Ends.reason(ends.client().connect(ends.uri())))
                .isEqualTo(new CloseReason.InternalFailure("Throwable: neither exception nor error"));
    }

    /** Throws without the compiler's knowledge, as other languages of the JVM do. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void throwAsItIs(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void options_that_the_runtime_cannot_do_are_refused_before_anything_is_opened() {
        TlsOptions options = service(ANYBODY).withCipherSuites("TLS_TOP_SECRET");

        assertThatThrownBy(() -> CoapTcpServer.builder(ends.loops).tls(options).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TLS_TOP_SECRET");
        assertThatThrownBy(() -> CoapTcpClient.builder(ends.loops.next())
                        .tls(device(ANYBODY).withProtocols("TLSv9"))
                        .build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TLSv9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_resumed_session_is_checked_again(String protocol) {
        List<Integer> checks = new CopyOnWriteArrayList<>();
        ends.tls(device(ANYBODY), service((chain, attachments) -> checks.add(chain.size())));
        PeerSetup client = RawPeer.tls(TestTls.trustingEverybody(DEVICE)).protocols(protocol);

        for (int round = 0; round < 2; round++) {
            try (RawPeer peer = client.dial(ends.server().localAddress())) {
                peer.readFrame();
            }
        }

        assertThat(checks).containsExactly(2, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void connections_that_are_gone_leave_no_sessions_behind(String protocol) {
        ends.tls(device(ANYBODY).withProtocols(protocol), service(ANYBODY));

        for (int round = 0; round < 5; round++) {
            ends.connect().close();
        }

        assertThat(ends.server().sessionsKept()).isLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void the_servers_name_goes_out_if_it_is_a_name(String protocol) {
        ends.tls(device(ANYBODY).withProtocols(protocol), service(ANYBODY));
        try (RawListener listener =
                RawPeer.tls(TestTls.trustingEverybody(SERVER)).listen()) {
            int port = listener.address().getPort();

            CompletableFuture<CoapConnection> byName = ends.client().connect(ends.uri("localhost", port));
            try (RawPeer peer = listener.accept()) {
                assertThat(peer.tls().requestedServerName()).contains("localhost");
                Ends.await(byName);
            }
            CompletableFuture<CoapConnection> byAddress = ends.client().connect(ends.uri("127.0.0.1", port));
            try (RawPeer peer = listener.accept()) {
                assertThat(peer.tls().requestedServerName()).isEmpty();
                Ends.await(byAddress);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",
                "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"
            })
    void the_cipher_suites_of_a_c_device_are_taken(String suite) {
        TestCertificate server = suite.contains("RSA")
                ? SERVICE_ROOT.server("localhost").key(KeyKind.RSA2048).mint()
                : SERVER;
        ends.tls(device(ANYBODY), TlsOptions.of(identity(server), ANYBODY));

        try (RawPeer peer = RawPeer.tls(TestTls.trustingEverybody(DEVICE))
                .protocols("TLSv1.2")
                .cipherSuites(suite)
                .dial(ends.server().localAddress())) {
            assertThat(peer.tls().cipherSuite()).isEqualTo(suite);
            peer.readFrame();
        }
    }

    @Test
    void a_ready_context_of_the_caller_is_used_as_it_is() {
        ends.tls(
                TlsOptions.of(TestTls.context(DEVICE, SERVICE_ROOT.certificate())),
                TlsOptions.of(TestTls.context(SERVER, MANUFACTURER.certificate()))
                        .withCheck((chain, attachments) -> attachments.attach(Integer.class, chain.size())));

        CoapConnection device = ends.connect();
        CoapConnection service = ends.accepted();

        assertThat(Ends.await(device.send(get("text"), SOON)).getPayloadString())
                .isEqualTo("first");
        assertThat(service.attachments().get(Integer.class)).isEqualTo(2);
        assertThat(device.peerCertificates()).isEqualTo(SERVER.chain());
    }

    @Test
    void a_check_beside_a_ready_context_can_refuse() {
        ends.tls(
                device(ANYBODY),
                TlsOptions.of(TestTls.context(SERVER, MANUFACTURER.certificate()))
                        .withCheck(NOBODY));

        reasonOfFirstRequest();

        assertThat(next(ends.server.failed))
                .isEqualTo(new CloseReason.PeerCertificateRefused("nobody is welcome here"));
        assertThat(ends.server.up).isEmpty();
    }

    @Test
    void the_host_name_counts_only_if_asked_for() {
        TestCertificate other = SERVICE_ROOT.server("elsewhere.example").mint();
        ends.tls(device(ANYBODY), TlsOptions.of(identity(other), ANYBODY));
        TlsOptions strict = device(ANYBODY).withHostnameCheck(TlsOptions.HostnameCheck.HTTPS);

        Ends.await(ends.client().connect(ends.uri()));

        assertThat(Ends.reason(ends.client().connect(ends.uri(), strict)).describe())
                .contains("the certificate does not name the host 127.0.0.1");
    }

    @Test
    void the_host_name_may_be_asked_for() {
        ends.tls(device(ANYBODY).withHostnameCheck(TlsOptions.HostnameCheck.HTTPS), service(ANYBODY));
        int port = ends.server().localAddress().getPort();

        Ends.await(ends.client().connect(ends.uri("localhost", port)));
        Ends.await(ends.client().connect(ends.uri("127.0.0.1", port)));
    }

    @Test
    void a_peer_cannot_become_somebody_else_by_renegotiation() throws IOException {
        ends.tls(device(ANYBODY), service(ANYBODY));
        InetSocketAddress address = ends.server().localAddress();
        try (SSLSocket peer = (SSLSocket) TestTls.trustingEverybody(DEVICE)
                .getSocketFactory()
                .createSocket(address.getAddress(), address.getPort())) {
            peer.setEnabledProtocols(new String[] {"TLSv1.2"});
            peer.startHandshake();
            ends.accepted();
            peer.getSession().invalidate();
            peer.startHandshake();

            assertThatThrownBy(() -> peer.getInputStream().readAllBytes()).isInstanceOf(IOException.class);
        }
        assertThat(next(ends.server.down))
                .isInstanceOf(CloseReason.PeerCertificateRefused.class)
                .extracting(CloseReason::describe)
                .asString()
                .contains("not renegotiated");
    }

    @Test
    void a_handshake_that_does_not_end_is_given_up_by_the_service() {
        ends.tls(device(ANYBODY), service(ANYBODY));
        ends.serverSetup.limits(TransportLimits.forService().withHandshakeTimeout(Duration.ofMillis(100)));
        try (RawPeer silent = RawPeer.tcp().dial(ends.server().localAddress())) {
            silent.send("160303");

            silent.awaitEnding();

            assertThat(next(ends.server.failed)).isEqualTo(new CloseReason.HandshakeTimeout(Duration.ofMillis(100)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_key_that_cannot_be_read_is_good_enough_at_both_ends(String protocol) throws GeneralSecurityException {
        Provider module = new Vault();
        Security.addProvider(module);
        try {
            ends.tls(
                    TlsOptions.of(new TlsIdentity(DEVICE.chain(), Vault.keep(DEVICE.privateKey())), ANYBODY)
                            .withProtocols(protocol),
                    TlsOptions.of(new TlsIdentity(SERVER.chain(), Vault.keep(SERVER.privateKey())), ANYBODY));

            CoapConnection device = ends.connect();

            assertThat(Ends.await(device.send(get("text"), SOON)).getPayloadString())
                    .isEqualTo("first");
        } finally {
            Security.removeProvider(module.getName());
        }
    }

    @Test
    void a_peer_that_does_not_speak_tls_is_told_from_one_that_refuses() {
        ends.tls(device(ANYBODY), service(ANYBODY));
        try (RawListener listener = RawPeer.tcp().listen()) {
            CompletableFuture<CoapConnection> dialled = ends.client()
                    .connect(ends.uri("127.0.0.1", listener.address().getPort()));
            try (RawPeer peer = listener.accept()) {
                peer.send("00e1000000000000");

                assertThat(Ends.reason(dialled))
                        .isEqualTo(new CloseReason.HandshakeFailed("the peer does not speak TLS"));
            }
        }
    }

    private static String thread() {
        return Thread.currentThread().getName();
    }
}
