package org.dps4j.protocol.coap;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Finds out from an exception of Netty or JSSE why a connection ended. */
final class CloseReasons {

    /** The alerts by which a peer refuses a certificate (RFC 8446 section 6.2). */
    private static final Set<String> CERTIFICATE_ALERTS = Set.of(
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "certificate_required",
            "unknown_ca",
            "access_denied");

    private static final Pattern RECEIVED_ALERT = Pattern.compile("Received fatal alert: (\\w+)");
    private static final Pattern NO_CERTIFICATE = Pattern.compile("Empty (client|server) certificate chain");
    private static final int DEPTH = 12;

    private CloseReasons() {}

    static CloseReason of(Throwable failure, TransportLimits limits) {
        if (find(failure, SslHandshakeTimeoutException.class).isPresent()) {
            return new CloseReason.HandshakeTimeout(limits.handshakeTimeout());
        }
        if (find(failure, NotSslRecordException.class).isPresent()) {
            return new CloseReason.HandshakeFailed("the peer does not speak TLS");
        }
        Optional<CertificateException> verdict = find(failure, CertificateException.class);
        if (verdict.isPresent()) {
            return new CloseReason.PeerCertificateRefused(text(verdict.get()));
        }
        Optional<SSLException> tls = find(failure, SSLException.class);
        if (tls.isPresent()) {
            return ofTls(text(tls.get()));
        }
        if (find(failure, ClosedChannelException.class).isPresent()) {
            return new CloseReason.ClosedByPeer();
        }
        Optional<IOException> io = find(failure, IOException.class);
        return io.isPresent()
                ? new CloseReason.ConnectionReset(text(io.get()))
                : new CloseReason.InternalFailure(failure.getClass().getSimpleName() + ": " + text(failure));
    }

    private static CloseReason ofTls(String text) {
        Matcher alert = RECEIVED_ALERT.matcher(text);
        if (alert.find() && CERTIFICATE_ALERTS.contains(alert.group(1))) {
            return new CloseReason.OurCertificateRefused(alert.group(1));
        }
        return NO_CERTIFICATE.matcher(text).find()
                ? new CloseReason.PeerCertificateRefused("it sent none")
                : new CloseReason.HandshakeFailed(text);
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < DEPTH; depth++) {
            if (type.isInstance(at)) {
                return Optional.of(type.cast(at));
            }
            at = at.getCause();
        }
        return Optional.empty();
    }

    private static String text(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
