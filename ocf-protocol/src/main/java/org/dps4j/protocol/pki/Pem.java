package org.dps4j.protocol.pki;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Certificates and private keys as PEM text (RFC 7468, RFC 5915). Text around the blocks is skipped. All methods may be
 * called from any thread.
 */
public final class Pem {

    /** The longest text that is looked at, in characters. */
    public static final int MAX_LENGTH = 64 * 1024;

    /** The most certificates one text may hold. */
    public static final int MAX_CERTIFICATES = 16;

    private Pem() {}

    /** The certificates of {@code pem} in their order, at least one. */
    public static List<X509Certificate> certificates(String pem) throws PemException {
        throw new UnsupportedOperationException();
    }

    /** The one private key of {@code pem}: {@code EC PRIVATE KEY} or {@code PRIVATE KEY}, elliptic curve or RSA. */
    public static PrivateKey privateKey(String pem) throws PemException {
        throw new UnsupportedOperationException();
    }

    /** {@code certificates} in their order, one block each. */
    public static String encode(List<X509Certificate> certificates) {
        throw new UnsupportedOperationException();
    }

    /** {@code certificate} as one block. */
    public static String encode(X509Certificate certificate) {
        return encode(List.of(certificate));
    }

    /**
     * {@code key} as an unencrypted {@code PRIVATE KEY} block (PKCS#8): the caller guards the text.
     *
     * @throws IllegalArgumentException when the key does not leave its hardware
     */
    public static String encode(PrivateKey key) {
        throw new UnsupportedOperationException();
    }
}
