package org.dps4j.protocol.pki;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a certificate says that it may stand for a TLS server (RFC 5280 4.2.1.3 and 4.2.1.12). What it does not say is
 * allowed. All suites on offer have the server sign, so a key usage must have digitalSignature.
 */
public final class ServerUsage {

    private static final int DIGITAL_SIGNATURE = 0;
    private static final String ANY_USAGE = "2.5.29.37.0";

    private ServerUsage() {}

    /** Why {@code leaf} may not stand for a server; empty if it may. */
    public static Optional<String> refusal(X509Certificate leaf) {
        boolean @Nullable [] usage = leaf.getKeyUsage();
        if (usage != null && !usage[DIGITAL_SIGNATURE]) {
            return Optional.of(refused(leaf, "its key usage lacks digitalSignature"));
        }
        try {
            @Nullable List<String> purposes = leaf.getExtendedKeyUsage();
            return purposes == null || purposes.contains(KeyPurpose.SERVER_AUTH.oid()) || purposes.contains(ANY_USAGE)
                    ? Optional.empty()
                    : Optional.of(refused(leaf, "its extended key usage lacks serverAuth"));
        } catch (CertificateParsingException e) {
            return Optional.of(refused(leaf, "its extended key usage cannot be read"));
        }
    }

    private static String refused(X509Certificate leaf, String why) {
        return "the " + Certificates.shown(leaf) + " is not for servers: " + why;
    }
}
