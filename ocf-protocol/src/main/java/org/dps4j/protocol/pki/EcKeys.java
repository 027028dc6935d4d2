package org.dps4j.protocol.pki;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.KeyAgreement;

/** Makes and completes elliptic curve key pairs. Every method may be called from any thread and may take milliseconds. */
public final class EcKeys {

    private static final Map<EcCurve, ECParameterSpec> PARAMETERS = new EnumMap<>(EcCurve.class);

    static {
        for (EcCurve curve : EcCurve.values()) {
            PARAMETERS.put(curve, lookUp(curve));
        }
    }

    private EcKeys() {}

    /** A new key pair, random from the platform's default {@link SecureRandom}. */
    public static KeyPair generate(EcCurve curve) {
        return generate(curve, new SecureRandom());
    }

    /** A new key pair, random from {@code random}. */
    public static KeyPair generate(EcCurve curve, SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve.standardName()), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime cannot make keys on " + curve.standardName(), e);
        }
    }

    /**
     * The public half of {@code privateKey}.
     *
     * <p>It is the private key times the generator. The runtime's key agreement computes exactly that, in constant time,
     * and keeps the x coordinate; the sign of y is the one under which a signature of the private key verifies.
     *
     * @throws InvalidKeyException when the key is not one on P-256 or P-384, or its provider refuses key agreement
     */
    public static PublicKey publicKeyOf(PrivateKey privateKey) throws InvalidKeyException {
        if (!(privateKey instanceof ECKey ec)) {
            throw new InvalidKeyException("expected an elliptic curve key, found " + privateKey.getAlgorithm());
        }
        ECParameterSpec spec = ec.getParams();
        try {
            KeyFactory factory = KeyFactory.getInstance("EC");
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(privateKey);
            agreement.doPhase(factory.generatePublic(new ECPublicKeySpec(spec.getGenerator(), spec)), true);
            BigInteger x = new BigInteger(1, agreement.generateSecret());
            BigInteger y = squareRoot(EcCurve.rightSide(spec, x), prime(spec));
            for (BigInteger candidate : new BigInteger[] {y, prime(spec).subtract(y)}) {
                PublicKey key = factory.generatePublic(new ECPublicKeySpec(new ECPoint(x, candidate), spec));
                if (EcCurve.of(key).isPresent() && KeyMatch.matches(privateKey, key)) {
                    return key;
                }
            }
        } catch (GeneralSecurityException e) {
            throw new InvalidKeyException("expected a key on P-256 or P-384 that allows key agreement", e);
        }
        throw new InvalidKeyException("expected a key on P-256 or P-384");
    }

    static ECParameterSpec parameters(EcCurve curve) {
        return Objects.requireNonNull(PARAMETERS.get(curve));
    }

    // Both primes are 3 modulo 4, where the square root is one exponentiation.
    private static BigInteger squareRoot(BigInteger square, BigInteger prime) {
        return square.modPow(prime.add(BigInteger.ONE).shiftRight(2), prime);
    }

    private static BigInteger prime(ECParameterSpec spec) {
        return ((ECFieldFp) spec.getCurve().getField()).getP();
    }

    private static ECParameterSpec lookUp(EcCurve curve) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(curve.standardName()));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime does not know " + curve.standardName(), e);
        }
    }
}
