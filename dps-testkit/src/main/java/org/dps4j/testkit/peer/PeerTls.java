package org.dps4j.testkit.peer;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * What the ends of a TLS connection agreed on and showed each other. Immutable.
 *
 * <pre>{@code
 * assertThat(peer.tls().protocol()).isEqualTo("TLSv1.3");
 * assertThat(peer.tls().peerCertificates()).containsExactlyElementsOf(device.chain());
 * }</pre>
 */
public final class PeerTls {

    private final SSLSession session;

    PeerTls(SSLSession session) {
        this.session = session;
    }

    /** The protocol by its Java name, such as {@code TLSv1.3}. */
    public String protocol() {
        return session.getProtocol();
    }

    /** The cipher suite by its standard name. */
    public String cipherSuite() {
        return session.getCipherSuite();
    }

    /** The chain that the other end showed, leaf first; empty if it showed none. */
    public List<X509Certificate> peerCertificates() {
        try {
            return Arrays.stream(session.getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException none) {
            return List.of();
        }
    }

    /** The host name that the client asked for (RFC 6066 section 3), seen by the server. */
    public Optional<String> requestedServerName() {
        if (!(session instanceof ExtendedSSLSession extended)) {
            return Optional.empty();
        }
        return extended.getRequestedServerNames().stream()
                .map(name -> new SNIHostName(name.getEncoded()).getAsciiName())
                .findFirst();
    }
}
