package org.dps4j.protocol.coap;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Decides whether a peer's certificate chain is good enough for a connection. It runs once per connection, before the
 * connection is reported as up, also if the peer resumed an earlier TLS session. It runs on a worker thread and may
 * block; several may run at the same time.
 */
@FunctionalInterface
public interface PeerCertificateCheck {

    /**
     * Returns if the chain is accepted.
     *
     * @param chain what the peer sent, its own certificate first, never empty
     * @param attachments where to keep what was found out; the connection will have them
     * @throws CertificateException if the chain is refused; its message becomes the close reason
     */
    void check(List<X509Certificate> chain, Attachments attachments) throws CertificateException;
}
