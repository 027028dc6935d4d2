package org.dps4j.protocol.pki;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The short name of a key that links a certificate to its issuer (RFC 5280 4.2.1.1, 4.2.1.2). */
final class KeyIdentifier {

    private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
    private static final int SIZE = 20;

    private KeyIdentifier() {}

    /** The identifier an issuer's certificate gives itself, or that of its key where it gives none. */
    static byte[] of(X509Certificate issuer) {
        byte @Nullable [] extension = issuer.getExtensionValue(SUBJECT_KEY_IDENTIFIER);
        if (extension != null) {
            try {
                return new DerReader(extension).enter(DerReader.OCTET_STRING).content(DerReader.OCTET_STRING);
            } catch (DerReader.MalformedDerException e) {
                // Nobody can link to a malformed identifier; that of the key at least names the key.
            }
        }
        return of(issuer.getPublicKey());
    }

    /** The first 160 bits of the SHA-256 of the key (RFC 7093 2, method 1 over the whole key information). */
    static byte[] of(PublicKey key) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()), SIZE);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-256", e);
        }
    }
}
