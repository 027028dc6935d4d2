package org.dps4j.protocol.coap;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloseReasonsTest {

    private static CloseReason of(Throwable failure) {
        return CloseReasons.of(failure, TransportLimits.forDevice());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bad_certificate",
                "unsupported_certificate",
                "certificate_revoked",
                "certificate_expired",
                "certificate_unknown",
                "certificate_required",
                "unknown_ca",
                "access_denied"
            })
    void an_alert_about_a_certificate_is_a_refusal_of_ours(String alert) {
        Throwable failure = new DecoderException(new SSLException("(" + alert + ") Received fatal alert: " + alert));

        assertThat(of(failure)).isEqualTo(new CloseReason.OurCertificateRefused(alert));
        assertThat(of(failure).describe()).isEqualTo("the service refused our certificate (alert " + alert + ")");
    }

    @Test
    void another_alert_is_a_failed_handshake() {
        assertThat(of(new SSLHandshakeException("Received fatal alert: handshake_failure")))
                .isEqualTo(new CloseReason.HandshakeFailed("Received fatal alert: handshake_failure"));
    }

    @Test
    void our_own_verdict_is_found_however_deep_it_is() {
        SSLException wrapped = new SSLException("general", new CertificateException("expired in 2020"));

        assertThat(of(new DecoderException(new IOException(wrapped))))
                .isEqualTo(new CloseReason.PeerCertificateRefused("expired in 2020"));
    }

    @Test
    void no_certificate_at_all_is_refused_by_us() {
        assertThat(of(new SSLHandshakeException("Empty client certificate chain")))
                .isEqualTo(new CloseReason.PeerCertificateRefused("it sent none"));
    }

    @Test
    void a_cut_connection_is_told_from_a_closed_one() {
        assertThat(of(new IOException("Connection reset by peer")))
                .isEqualTo(new CloseReason.ConnectionReset("Connection reset by peer"));
        assertThat(of(new ClosedChannelException())).isEqualTo(new CloseReason.ClosedByPeer());
    }

    @Test
    void what_nobody_foresaw_keeps_its_name() {
        assertThat(of(new IllegalStateException("boo")))
                .isEqualTo(new CloseReason.InternalFailure("IllegalStateException: boo"));
        assertThat(of(new NullPointerException())).isInstanceOf(CloseReason.InternalFailure.class);
    }
}
