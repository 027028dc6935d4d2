package org.dps4j.protocol.pki;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

/** Certificates that are trusted as they are: roots, or intermediates. Immutable; make it once and keep it. */
public final class TrustAnchors {

    private final List<X509Certificate> certificates;

    private TrustAnchors(List<X509Certificate> certificates) {
        this.certificates = certificates;
    }

    /** Trusts {@code certificates}; none means that nothing is trusted. */
    public static TrustAnchors of(Collection<X509Certificate> certificates) {
        return new TrustAnchors(List.copyOf(certificates));
    }

    /** The anchors, in the order they were handed in. */
    public List<X509Certificate> certificates() {
        return certificates;
    }
}
