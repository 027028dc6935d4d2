package org.dps4j.protocol.coap;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a {@link PeerCertificateCheck} in the handshake. The session it ran for cannot be resumed: a later handshake is
 * checked anew.
 */
final class CheckingTrustManager extends X509ExtendedTrustManager {

    private static final Logger LOG = LoggerFactory.getLogger(CheckingTrustManager.class);

    /** What a session's protocol is before the first handshake is NONE; TLS 1.3 has no second one. */
    private static final String RENEGOTIABLE = "TLSv1.2";

    private static final String KEY = "org.dps4j.attachments";

    private final PeerCertificateCheck check;
    private final TlsOptions.HostnameCheck hostnameCheck;

    CheckingTrustManager(PeerCertificateCheck check, TlsOptions.HostnameCheck hostnameCheck) {
        this.check = check;
        this.hostnameCheck = hostnameCheck;
    }

    /** What the check attached to this session's handshake; it is there once, and never in a resumed session. */
    static Optional<Attachments> takeAttachments(SSLSession session) {
        if (session.getValue(KEY) instanceof Attachments attachments) {
            session.removeValue(KEY);
            return Optional.of(attachments);
        }
        return Optional.empty();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("only for connections of this transport");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("only for connections of this transport");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("only for connections of this transport");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("only for connections of this transport");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    private void check(X509Certificate[] chain, SSLEngine engine) throws CertificateException {
        if (RENEGOTIABLE.equals(engine.getSession().getProtocol())) {
            throw new CertificateException("who the peer is, is decided once: a connection is not renegotiated");
        }
        SSLSession session = engine.getHandshakeSession();
        session.invalidate();
        if (hostnameCheck == TlsOptions.HostnameCheck.HTTPS && engine.getUseClientMode()) {
            HostName.requireNamed(chain[0], engine.getPeerHost());
        }
        Attachments attachments = new Attachments();
        run(check, List.of(chain), attachments);
        session.putValue(KEY, attachments);
    }

    /** Runs a check; one that fails in another way than by its verdict refuses the chain too. */
    static void run(PeerCertificateCheck check, List<X509Certificate> chain, Attachments attachments)
            throws CertificateException {
        try {
            check.check(chain, attachments);
        } catch (RuntimeException | Error failure) {
            LOG.error("the check of a peer's certificates failed", failure);
            throw new CertificateException("the check itself failed", failure);
        }
    }
}
