package org.dps4j.testkit.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestTlsTest {

    private static final TestAuthority MANUFACTURER =
            TestPki.root("Manufacturer").mint();
    private static final TestAuthority OPERATOR = TestPki.root("Operator").mint();
    private static final TestCertificate DEVICE = MANUFACTURER.device("device").mint();
    private static final TestCertificate SERVER = OPERATOR.server("localhost").mint();

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void both_ends_see_each_other(String protocol) throws Exception {
        SSLEngine client = client(TestTls.context(DEVICE, OPERATOR.certificate()), protocol);
        SSLEngine server = server(TestTls.context(SERVER, MANUFACTURER.certificate()), protocol);

        handshake(client, server);

        assertThat(client.getSession().getProtocol()).isEqualTo(protocol);
        assertThat(client.getSession().getPeerCertificates()).containsExactly(SERVER.certificate());
        assertThat(server.getSession().getPeerCertificates()).containsExactly(DEVICE.certificate());
    }

    @ParameterizedTest
    @EnumSource
    void both_ends_may_have_keys_of_any_kind(KeyKind kind) throws Exception {
        TestAuthority root = TestPki.root("Root").key(kind).mint();
        SSLEngine client =
                client(TestTls.context(root.device("device").key(kind).mint(), root.certificate()), "TLSv1.3");
        SSLEngine server =
                server(TestTls.context(root.server("localhost").key(kind).mint(), root.certificate()), "TLSv1.3");

        handshake(client, server);

        assertThat(server.getSession().getPeerCertificates()).hasSize(1);
    }

    @Test
    void a_certificate_that_the_other_end_does_not_want_is_shown_all_the_same() {
        TestCertificate stranger =
                TestPki.root("Stranger").mint().device("stranger").mint();
        SSLEngine client = client(TestTls.context(stranger, OPERATOR.certificate()), "TLSv1.2");
        SSLEngine server = server(TestTls.context(SERVER, MANUFACTURER.certificate()), "TLSv1.2");

        assertThatThrownBy(() -> handshake(client, server))
                .isInstanceOf(SSLHandshakeException.class)
                .hasRootCauseMessage("unable to find valid certification path to requested target");
    }

    @Test
    void an_expired_server_is_refused() {
        TestCertificate expired = OPERATOR.server("localhost").expired().mint();
        SSLEngine client = client(TestTls.context(DEVICE, OPERATOR.certificate()), "TLSv1.3");
        SSLEngine server = server(TestTls.context(expired, MANUFACTURER.certificate()), "TLSv1.3");

        assertThatThrownBy(() -> handshake(client, server)).hasRootCauseInstanceOf(CertificateException.class);
    }

    @Test
    void who_trusts_everybody_accepts_every_chain() throws Exception {
        TestCertificate stranger = TestPki.selfSigned("stranger").expired().mint();
        SSLEngine client = client(TestTls.trustingEverybody(stranger), "TLSv1.3");
        SSLEngine server = server(TestTls.trustingEverybody(stranger), "TLSv1.3");

        handshake(client, server);

        assertThat(server.getSession().getPeerCertificates()).containsExactly(stranger.certificate());
    }

    @Test
    void a_client_without_a_certificate_is_refused_by_a_server_that_needs_one() {
        SSLEngine client = client(TestTls.trusting(OPERATOR.certificate()), "TLSv1.2");
        SSLEngine server = server(TestTls.context(SERVER, MANUFACTURER.certificate()), "TLSv1.2");

        assertThatThrownBy(() -> handshake(client, server)).isInstanceOf(SSLException.class);
    }

    @Test
    void trust_in_nobody_is_a_mistake() {
        assertThatThrownBy(() -> TestTls.context(DEVICE, new X509Certificate[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static SSLEngine client(SSLContext context, String protocol) {
        SSLEngine engine = context.createSSLEngine("localhost", 1);
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {protocol});
        return engine;
    }

    private static SSLEngine server(SSLContext context, String protocol) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        engine.setNeedClientAuth(true);
        engine.setEnabledProtocols(new String[] {protocol});
        return engine;
    }

    private static void handshake(SSLEngine client, SSLEngine server) throws SSLException {
        ByteBuffer toServer = ByteBuffer.allocate(64 * 1024);
        ByteBuffer toClient = ByteBuffer.allocate(64 * 1024);
        client.beginHandshake();
        server.beginHandshake();
        for (int i = 0; i < 100 && !(isDone(client) && isDone(server) && i > 10); i++) {
            step(client, toClient, toServer);
            step(server, toServer, toClient);
        }
        assertThat(isDone(client) && isDone(server)).isTrue();
    }

    private static boolean isDone(SSLEngine engine) {
        return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING;
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        switch (engine.getHandshakeStatus()) {
            case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
            case NEED_TASK -> engine.getDelegatedTask().run();
            default -> {
                in.flip();
                engine.unwrap(in, ByteBuffer.allocate(64 * 1024));
                in.compact();
            }
        }
    }
}
