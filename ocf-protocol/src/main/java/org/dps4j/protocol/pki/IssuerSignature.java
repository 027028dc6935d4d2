package org.dps4j.protocol.pki;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** How an issuer signs: its key, the curve that decides on the hash, and the provider. */
final class IssuerSignature {

    private final PrivateKey key;
    private final EcCurve curve;
    private final SecureRandom random;
    private final @Nullable Provider provider;

    private IssuerSignature(PrivateKey key, EcCurve curve, SecureRandom random, @Nullable Provider provider) {
        this.key = key;
        this.curve = curve;
        this.random = random;
        this.provider = provider;
    }

    /** Software keys sign with BouncyCastle, keys of hardware with the provider the runtime finds for them. */
    static IssuerSignature of(PrivateKey key, PublicKey publicKey, SecureRandom random) throws IssuanceException {
        requireMatch(KeyMatch.matches(key, publicKey));
        return new IssuerSignature(
                key, curve(publicKey), random, key instanceof ECPrivateKey ? BouncyCastle.PROVIDER : null);
    }

    static IssuerSignature of(PrivateKey key, PublicKey publicKey, SecureRandom random, Provider provider)
            throws IssuanceException {
        requireMatch(KeyMatch.matches(key, publicKey, provider));
        return new IssuerSignature(key, curve(publicKey), random, provider);
    }

    /** A new signer for one certificate; signers themselves are not for several threads. */
    ContentSigner signer() throws OperatorCreationException {
        JcaContentSignerBuilder builder =
                new JcaContentSignerBuilder(curve.signatureAlgorithm()).setSecureRandom(random);
        if (provider != null) {
            builder.setProvider(provider);
        }
        return builder.build(key);
    }

    /** The same way of signing with another key. */
    IssuerSignature withKey(PrivateKey other, PublicKey publicKey) throws IssuanceException {
        return provider == null || provider == BouncyCastle.PROVIDER
                ? of(other, publicKey, random)
                : of(other, publicKey, random, provider);
    }

    SecureRandom random() {
        return random;
    }

    private static EcCurve curve(PublicKey key) throws IssuanceException {
        return EcCurve.of(key)
                .orElseThrow(() -> new IssuanceException(
                        "an issuer's key on P-256 or P-384",
                        "another key (" + key.getAlgorithm() + ")",
                        "make the authority anew with such a key"));
    }

    private static void requireMatch(boolean matches) throws IssuanceException {
        if (!matches) {
            throw new IssuanceException(
                    "the private key that belongs to the issuer's certificate",
                    "another one",
                    "check that certificate and key file are a pair");
        }
    }
}
