package org.dps4j.protocol.pki;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.dps4j.protocol.pki.ChainVerdict.Reason;
import org.dps4j.protocol.pki.ChainVerdict.Untrusted;
import org.jspecify.annotations.Nullable;

/** Refuses hashes and keys that devices in the field refuse as well, whatever the runtime is configured to allow. */
final class CertificateStrength {

    private static final List<String> WEAK_HASHES = List.of("MD2", "MD5", "SHA1", "SHA224");
    private static final String PSS = "RSASSA-PSS";
    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;
    private static final int MAX_RSA_EXPONENT_BITS = 64;
    private static final int MIN_EC_BITS = 256;

    private CertificateStrength() {}

    /** The first fault of a path, leaf first and anchor last; how an anchor was signed does not matter. */
    static Optional<Untrusted> fault(List<X509Certificate> path) {
        for (int i = 0; i < path.size(); i++) {
            X509Certificate certificate = path.get(i);
            Optional<String> weakHash = i < path.size() - 1 ? weakHash(certificate) : Optional.empty();
            if (weakHash.isPresent()) {
                return Optional.of(weak(certificate, "signed with " + weakHash.get()));
            }
            if (!isUsable(certificate.getPublicKey())) {
                return Optional.of(weak(certificate, "its key is too short, or not one of EC or RSA of a usual size"));
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a key is strong enough, and cheap enough to verify with: the exponent of an RSA key is its maker's choice
     * and may make one signature cost as much as hundreds.
     */
    static boolean isUsable(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return rsa.getModulus().bitLength() >= MIN_RSA_BITS
                    && rsa.getModulus().bitLength() <= MAX_RSA_BITS
                    && rsa.getPublicExponent().bitLength() <= MAX_RSA_EXPONENT_BITS;
        }
        return key instanceof ECPublicKey ec
                && ec.getParams().getCurve().getField().getFieldSize() >= MIN_EC_BITS;
    }

    private static Optional<String> weakHash(X509Certificate certificate) {
        String algorithm = certificate.getSigAlgName();
        if (algorithm.equals(PSS)) {
            return weakHashOfPss(certificate.getSigAlgParams());
        }
        return isWeakHash(algorithm) ? Optional.of(algorithm) : Optional.empty();
    }

    /** The hash of a PSS signature stands in its parameters, not in its name; without them it is SHA-1 (RFC 4055 3.1). */
    private static Optional<String> weakHashOfPss(byte @Nullable [] encoded) {
        if (encoded == null) {
            return Optional.of(PSS + " and SHA-1");
        }
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance(PSS);
            parameters.init(encoded);
            PSSParameterSpec pss = parameters.getParameterSpec(PSSParameterSpec.class);
            return Stream.of(pss.getDigestAlgorithm(), maskHash(pss))
                    .filter(CertificateStrength::isWeakHash)
                    .findFirst()
                    .map(hash -> PSS + " and " + hash);
        } catch (GeneralSecurityException | IOException e) {
            return Optional.of(PSS + " and unreadable parameters");
        }
    }

    private static String maskHash(PSSParameterSpec pss) {
        return pss.getMGFParameters() instanceof MGF1ParameterSpec mask ? mask.getDigestAlgorithm() : "";
    }

    private static boolean isWeakHash(String name) {
        String plain = name.toUpperCase(Locale.ROOT).replace("-", "");
        return WEAK_HASHES.stream().anyMatch(plain::startsWith);
    }

    private static Untrusted weak(X509Certificate certificate, String what) {
        return ChainCheck.untrusted(Reason.WEAK_ALGORITHM, certificate, what);
    }
}
