package org.dps4j.testkit.pki;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/**
 * The kinds of keys that certificates are minted with.
 *
 * <pre>{@code
 * TestAuthority root = TestPki.root("Root").key(KeyKind.P384).mint();
 * }</pre>
 */
public enum KeyKind {
    /** An EC key on P-256, made anew for every certificate; what devices use. */
    P256("EC", new ECGenParameterSpec("secp256r1")),
    /** An EC key on P-384, made anew for every certificate. */
    P384("EC", new ECGenParameterSpec("secp384r1")),
    /** An RSA key of 2048 bits. These are slow to make: a process has one of them, shared by all its certificates. */
    RSA2048("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));

    private final String algorithm;
    private final AlgorithmParameterSpec parameters;

    KeyKind(String algorithm, AlgorithmParameterSpec parameters) {
        this.algorithm = algorithm;
        this.parameters = parameters;
    }

    KeyPair newKeys() {
        return this == RSA2048 ? SharedRsa.KEYS : generate();
    }

    /** Another key than any that {@link #newKeys()} returned. */
    KeyPair otherKeys() {
        return this == RSA2048 ? OtherRsa.KEYS : generate();
    }

    static String signatureAlgorithm(PrivateKey key) {
        if (key instanceof ECPrivateKey ec) {
            return ec.getParams().getOrder().bitLength() > 256 ? "SHA384withECDSA" : "SHA256withECDSA";
        }
        return "SHA256withRSA";
    }

    private KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("this Java runtime cannot make keys of kind " + this, absent);
        }
    }

    private static final class SharedRsa {
        static final KeyPair KEYS = RSA2048.generate();
    }

    private static final class OtherRsa {
        static final KeyPair KEYS = RSA2048.generate();
    }
}
