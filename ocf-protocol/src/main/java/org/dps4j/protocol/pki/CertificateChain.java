package org.dps4j.protocol.pki;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** A certificate and those above it, leaf first; one to {@value #MAX_CERTIFICATES} of them, not necessarily linked. */
public record CertificateChain(List<X509Certificate> certificates) {

    /** The most certificates a chain may hold. */
    public static final int MAX_CERTIFICATES = 16;

    public CertificateChain {
        certificates = List.copyOf(certificates);
        if (certificates.isEmpty() || certificates.size() > MAX_CERTIFICATES) {
            throw new IllegalArgumentException(
                    "a chain has 1 to " + MAX_CERTIFICATES + " certificates, not " + certificates.size());
        }
    }

    /**
     * Puts a leaf and what came with it in order: from {@code leaf} upwards as far as {@code pool} holds the issuer. What
     * does not belong is left out; the result always links.
     */
    public static CertificateChain build(X509Certificate leaf, List<X509Certificate> pool) {
        throw new UnsupportedOperationException();
    }

    /** The certificate the chain is about. */
    public X509Certificate leaf() {
        return certificates.get(0);
    }

    /** Whether each certificate is signed by the next, whatever their dates and extensions say. */
    public boolean links() {
        throw new UnsupportedOperationException();
    }

    /** Judges the leaf, helped by the others in any order, against {@code anchors} as if it were {@code at}. No revocation. */
    public ChainVerdict check(TrustAnchors anchors, Instant at) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #check(TrustAnchors, Instant)}, and the leaf must be valid for {@code host}, a name or an address. */
    public ChainVerdict checkServer(TrustAnchors anchors, Instant at, String host) {
        throw new UnsupportedOperationException();
    }
}
