package org.dps4j.protocol.pki;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;

/**
 * Whether a private key belongs to a public one, found by signing and verifying, so that keys which never leave their
 * hardware (PKCS#11) can be checked too. Every method may be called from any thread; a slow token makes it slow.
 */
public final class KeyMatch {

    private static final byte[] SAMPLE = "key match".getBytes(StandardCharsets.US_ASCII);

    private KeyMatch() {}

    /** Whether {@code privateKey} is the key of {@code certificate}; the signing provider is found by the runtime. */
    public static boolean matches(PrivateKey privateKey, X509Certificate certificate) {
        return matches(privateKey, certificate.getPublicKey());
    }

    /** Whether the keys belong together; the signing provider is found by the runtime. */
    public static boolean matches(PrivateKey privateKey, PublicKey publicKey) {
        String algorithm = signatureFor(publicKey);
        try {
            return sameKind(privateKey, publicKey)
                    && verifies(publicKey, sign(Signature.getInstance(algorithm), privateKey));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Whether the keys belong together, signing with {@code provider}, the one that owns the private key. */
    public static boolean matches(PrivateKey privateKey, PublicKey publicKey, Provider provider) {
        String algorithm = signatureFor(publicKey);
        try {
            return sameKind(privateKey, publicKey)
                    && verifies(publicKey, sign(Signature.getInstance(algorithm, provider), privateKey));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean sameKind(PrivateKey privateKey, PublicKey publicKey) {
        return privateKey.getAlgorithm().equals("RSA")
                == publicKey.getAlgorithm().equals("RSA");
    }

    private static byte[] sign(Signature signature, PrivateKey key) throws InvalidKeyException, SignatureException {
        signature.initSign(key);
        signature.update(SAMPLE);
        return signature.sign();
    }

    private static boolean verifies(PublicKey key, byte[] signed)
            throws NoSuchAlgorithmException, InvalidKeyException, SignatureException {
        Signature signature = Signature.getInstance(signatureFor(key));
        signature.initVerify(key);
        signature.update(SAMPLE);
        return signature.verify(signed);
    }

    private static String signatureFor(PublicKey key) {
        return key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    }
}
