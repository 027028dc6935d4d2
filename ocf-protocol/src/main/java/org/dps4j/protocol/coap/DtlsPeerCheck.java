package org.dps4j.protocol.coap;

import java.net.InetSocketAddress;
import java.security.Principal;
import java.security.cert.CertPath;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.security.auth.x500.X500Principal;
import org.eclipse.californium.elements.auth.AdditionalInfo;
import org.eclipse.californium.elements.auth.ExtensiblePrincipal;
import org.eclipse.californium.scandium.auth.ApplicationLevelInfoSupplier;
import org.eclipse.californium.scandium.dtls.AlertMessage;
import org.eclipse.californium.scandium.dtls.AlertMessage.AlertDescription;
import org.eclipse.californium.scandium.dtls.AlertMessage.AlertLevel;
import org.eclipse.californium.scandium.dtls.CertificateMessage;
import org.eclipse.californium.scandium.dtls.CertificateType;
import org.eclipse.californium.scandium.dtls.CertificateVerificationResult;
import org.eclipse.californium.scandium.dtls.ConnectionId;
import org.eclipse.californium.scandium.dtls.HandshakeException;
import org.eclipse.californium.scandium.dtls.HandshakeResultHandler;
import org.eclipse.californium.scandium.dtls.x509.NewAdvancedCertificateVerifier;
import org.eclipse.californium.scandium.util.ServerNames;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link PeerCertificateCheck} in a DTLS handshake, as {@link CheckingTrustManager} does for TLS. What it finds out
 * stays with the peer's identity: one object per handshake, which tells one association from any other.
 */
final class DtlsPeerCheck implements NewAdvancedCertificateVerifier, ApplicationLevelInfoSupplier {

    private static final String KEY = "org.dps4j.peer";

    private final PeerCertificateCheck check;
    private final Optional<String> requiredHost;
    private final Executor blocking;
    private volatile @Nullable HandshakeResultHandler results;

    /**
     * @param requiredHost the name that the certificate must have, if it must have one
     */
    DtlsPeerCheck(PeerCertificateCheck check, Optional<String> requiredHost, Executor blocking) {
        this.check = check;
        this.requiredHost = requiredHost;
        this.blocking = blocking;
    }

    /** The peer whose handshake led to this identity, if one did. */
    static Optional<TlsPeer> peerOf(@Nullable Principal identity) {
        return identity instanceof ExtensiblePrincipal<?> known
                ? Optional.ofNullable(known.getExtendedInfo().get(KEY, TlsPeer.class))
                : Optional.empty();
    }

    /**
     * What an identity carries after the handshake in which {@code peer} was found out. In a class of its own and not a
     * lambda: Scandium's archive is signed, and Java 17 crashes when it archives a lambda of such an interface at its end.
     */
    @Override
    public AdditionalInfo getInfo(Principal identity, Object peer) {
        return AdditionalInfo.from(Map.of(KEY, peer));
    }

    @Override
    public List<CertificateType> getSupportedCertificateTypes() {
        return List.of(CertificateType.X_509);
    }

    @Override
    public @Nullable CertificateVerificationResult verifyCertificate(
            ConnectionId cid,
            ServerNames serverName,
            InetSocketAddress remotePeer,
            boolean clientUsage,
            boolean verifySubject,
            boolean truncateCertificatePath,
            CertificateMessage message) {
        CertPath path = message.getCertificateChain();
        try {
            blocking.execute(() -> {
                HandshakeResultHandler handler = results;
                if (handler != null) {
                    handler.apply(result(cid, path));
                }
            });
            return null;
        } catch (RejectedExecutionException busy) {
            return refusal(
                    cid, AlertDescription.INTERNAL_ERROR, new CertificateException("too many checks wait already"));
        }
    }

    private CertificateVerificationResult result(ConnectionId cid, @Nullable CertPath path) {
        try {
            if (path == null || path.getCertificates().isEmpty()) {
                throw new CertificateException("it sent none");
            }
            List<X509Certificate> chain = path.getCertificates().stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (requiredHost.isPresent()) {
                HostName.requireNamed(chain.get(0), requiredHost.get());
            }
            Attachments attachments = new Attachments();
            CheckingTrustManager.run(check, chain, attachments);
            return new CertificateVerificationResult(cid, path, new TlsPeer(chain, attachments));
        } catch (CertificateException refused) {
            return refusal(cid, AlertDescription.CERTIFICATE_UNKNOWN, refused);
        }
    }

    private static CertificateVerificationResult refusal(
            ConnectionId cid, AlertDescription alert, CertificateException cause) {
        HandshakeException refused = new HandshakeException(
                String.valueOf(cause.getMessage()), new AlertMessage(AlertLevel.FATAL, alert), cause);
        return new CertificateVerificationResult(cid, refused, null);
    }

    @Override
    public List<X500Principal> getAcceptedIssuers() {
        return List.of();
    }

    @Override
    public void setResultHandler(HandshakeResultHandler resultHandler) {
        results = resultHandler;
    }
}
