package org.dps4j.protocol.pki;

import java.security.cert.X509Certificate;
import java.util.List;

/** What became of the check of a chain (RFC 5280 6). */
public sealed interface ChainVerdict {

    /** Trusted along {@code path}: leaf first, the trust anchor last. */
    record Trusted(List<X509Certificate> path) implements ChainVerdict {
        public Trusted {
            path = List.copyOf(path);
        }

        /** The certificate that was judged. */
        public X509Certificate leaf() {
            return path.get(0);
        }

        /** The anchor that made the path trusted. */
        public X509Certificate anchor() {
            return path.get(path.size() - 1);
        }
    }

    /** Not trusted; {@code detail} names the certificate at fault and what is wrong with it. */
    record Untrusted(Reason reason, String detail) implements ChainVerdict {}

    /** Why a chain is not trusted. */
    enum Reason {
        EXPIRED,
        NOT_YET_VALID,
        /** Nobody who is trusted signed it, as far as the certificates at hand tell. */
        UNKNOWN_ISSUER,
        BAD_SIGNATURE,
        /** A certificate above the leaf may not issue certificates. */
        NOT_A_CA,
        /** More certificates below a CA than it allows. */
        PATH_TOO_LONG,
        /** The name of the server, or a name that a CA above does not allow. */
        NAME_MISMATCH,
        /** A hash or key that is too weak. */
        WEAK_ALGORITHM,
        /** Anything else of RFC 5280, such as an unknown critical extension. */
        OTHER
    }
}
