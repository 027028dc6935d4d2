package org.dps4j.device.security;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.util.Objects;
import org.dps4j.protocol.pki.EcCurve;
import org.dps4j.protocol.pki.EcKeys;

/**
 * The device's own P-256 key pair. It is made once, stands in the store before a certificate is asked for it, and is
 * replaced only by a factory reset. It prints nothing of itself.
 */
public record DeviceKey(PublicKey publicKey, PrivateKey privateKey) {

    public DeviceKey {
        Objects.requireNonNull(privateKey, "privateKey");
        if (!(publicKey instanceof ECPublicKey)) {
            throw new IllegalArgumentException("a device's key is an EC key, not " + publicKey.getAlgorithm());
        }
    }

    /** Makes a new key pair; fast enough for a loop (well below a millisecond once warm). */
    public static DeviceKey generate(SecureRandom random) {
        return of(EcKeys.generate(EcCurve.P256, random));
    }

    /** A key pair that was made before. */
    public static DeviceKey of(KeyPair pair) {
        return new DeviceKey(pair.getPublic(), pair.getPrivate());
    }

    /** The same pair as the JDK's own type, for signing a certificate request. */
    public KeyPair toKeyPair() {
        return new KeyPair(publicKey, privateKey);
    }

    @Override
    public String toString() {
        return "DeviceKey[secret]";
    }
}
