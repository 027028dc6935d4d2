package org.dps4j.protocol.pki;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a certificate says it may be used for: entries of its extended key usage (RFC 5280 4.2.1.12). */
public enum KeyPurpose {
    SERVER_AUTH("1.3.6.1.5.5.7.3.1"),
    CLIENT_AUTH("1.3.6.1.5.5.7.3.2"),
    /** An OCF identity certificate. */
    OCF_IDENTITY("1.3.6.1.4.1.44924.1.6"),
    /** An OCF role certificate. */
    OCF_ROLE("1.3.6.1.4.1.44924.1.7");

    private final String oid;

    KeyPurpose(String oid) {
        this.oid = oid;
    }

    /** The object identifier, dotted. */
    public String oid() {
        return oid;
    }

    /** Whether {@code certificate} lists this very purpose: neither anyExtendedKeyUsage nor a missing list counts. */
    public boolean isListedIn(X509Certificate certificate) {
        try {
            @Nullable List<String> listed = certificate.getExtendedKeyUsage();
            return listed != null && listed.contains(oid);
        } catch (CertificateParsingException e) {
            return false;
        }
    }
}
