package org.dps4j.protocol.coap;

import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Set;
import org.eclipse.californium.scandium.dtls.AlertMessage;
import org.eclipse.californium.scandium.dtls.AlertMessage.AlertDescription;
import org.eclipse.californium.scandium.dtls.DtlsHandshakeTimeoutException;
import org.eclipse.californium.scandium.dtls.HandshakeException;

/** Finds out from what Scandium says why an association did not come up, or ended. */
final class DtlsFailures {

    /** The alerts by which a peer refuses a certificate (RFC 5246 7.2.2). */
    private static final Set<AlertDescription> CERTIFICATE_ALERTS = Set.of(
            AlertDescription.BAD_CERTIFICATE,
            AlertDescription.UNSUPPORTED_CERTIFICATE,
            AlertDescription.CERTIFICATE_REVOKED,
            AlertDescription.CERTIFICATE_EXPIRED,
            AlertDescription.CERTIFICATE_UNKNOWN,
            AlertDescription.UNKNOWN_CA,
            AlertDescription.ACCESS_DENIED);

    private static final String RECEIVED = "Received ";

    private DtlsFailures() {}

    /** Why a handshake failed. */
    static CloseReason ofHandshake(Throwable failure, TransportLimits limits) {
        if (failure.getCause() instanceof CertificateException refused) {
            return new CloseReason.PeerCertificateRefused(String.valueOf(refused.getMessage()));
        }
        if (failure instanceof DtlsHandshakeTimeoutException) {
            return new CloseReason.HandshakeTimeout(limits.handshakeTimeout());
        }
        String text = String.valueOf(failure.getMessage());
        if (failure instanceof HandshakeException told && text.startsWith(RECEIVED)) {
            return isVerdict(told.getAlert())
                    ? new CloseReason.OurCertificateRefused(name(told.getAlert()))
                    : new CloseReason.HandshakeFailed("the peer sent the DTLS alert " + name(told.getAlert()));
        }
        return new CloseReason.HandshakeFailed(text);
    }

    /** Why an association ended whose peer sent an alert. */
    static CloseReason ofAlert(AlertMessage alert) {
        if (alert.getDescription() == AlertDescription.CLOSE_NOTIFY) {
            return new CloseReason.ClosedByPeer();
        }
        return isVerdict(alert)
                ? new CloseReason.OurCertificateRefused(name(alert))
                : new CloseReason.ConnectionReset("DTLS alert " + name(alert));
    }

    private static boolean isVerdict(AlertMessage alert) {
        return CERTIFICATE_ALERTS.contains(alert.getDescription());
    }

    private static String name(AlertMessage alert) {
        return alert.getDescription().name().toLowerCase(Locale.ROOT);
    }
}
