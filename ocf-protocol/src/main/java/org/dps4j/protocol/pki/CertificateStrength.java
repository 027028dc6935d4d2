package org.dps4j.protocol.pki;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dps4j.protocol.pki.ChainVerdict.Reason;
import org.dps4j.protocol.pki.ChainVerdict.Untrusted;

/** Refuses hashes and keys that devices in the field refuse as well, whatever the runtime is configured to allow. */
final class CertificateStrength {

    private static final List<String> WEAK_HASHES = List.of("MD2", "MD5", "SHA1", "SHA224");
    private static final int MIN_RSA_BITS = 2048;
    private static final int MIN_EC_BITS = 256;

    private CertificateStrength() {}

    /** The first fault of a path, leaf first and anchor last; how an anchor was signed does not matter. */
    static Optional<Untrusted> fault(List<X509Certificate> path) {
        for (int i = 0; i < path.size(); i++) {
            X509Certificate certificate = path.get(i);
            String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
            if (i < path.size() - 1 && WEAK_HASHES.stream().anyMatch(algorithm::startsWith)) {
                return Optional.of(weak(certificate, "signed with " + certificate.getSigAlgName()));
            }
            if (isWeak(certificate.getPublicKey())) {
                return Optional.of(weak(certificate, "its key is too short"));
            }
        }
        return Optional.empty();
    }

    private static boolean isWeak(PublicKey key) {
        return key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS
                || key instanceof ECPublicKey ec
                        && ec.getParams().getCurve().getField().getFieldSize() < MIN_EC_BITS;
    }

    private static Untrusted weak(X509Certificate certificate, String what) {
        return ChainCheck.untrusted(Reason.WEAK_ALGORITHM, certificate, what);
    }
}
