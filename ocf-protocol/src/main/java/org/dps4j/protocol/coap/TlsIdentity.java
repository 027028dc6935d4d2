package org.dps4j.protocol.coap;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who we are in a TLS handshake.
 *
 * @param chain our certificates, the own one first, sent as they are
 * @param key the private key of the first certificate, of any provider; it is used for signatures only and never read
 */
public record TlsIdentity(List<X509Certificate> chain, PrivateKey key) {

    /** Copies the chain, which must not be empty. */
    public TlsIdentity {
        chain = List.copyOf(chain);
        if (chain.isEmpty()) {
            throw new IllegalArgumentException("an identity needs at least its own certificate");
        }
    }

    /** Names the certificate, never the key. */
    @Override
    public String toString() {
        return "TlsIdentity[" + chain.get(0).getSubjectX500Principal() + ", " + chain.size() + " certificates]";
    }
}
