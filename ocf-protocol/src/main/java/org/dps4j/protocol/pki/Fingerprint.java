package org.dps4j.protocol.pki;

import java.security.cert.X509Certificate;
import java.util.Locale;
import org.dps4j.protocol.Bytes;

/** The hash of a whole certificate, by which it is recognised without any chain. */
public record Fingerprint(HashAlgorithm algorithm, Bytes digest) {

    /** The digest must have the size of the algorithm. */
    public Fingerprint {
        if (digest.size() != algorithm.size()) {
            throw new IllegalArgumentException("a fingerprint with " + algorithm.standardName() + " has "
                    + algorithm.size() + " bytes, not " + digest.size());
        }
    }

    /** The fingerprint of {@code certificate}. */
    public static Fingerprint of(HashAlgorithm algorithm, X509Certificate certificate) {
        return new Fingerprint(algorithm, Bytes.copyOf(algorithm.hash(Certificates.der(certificate))));
    }

    /**
     * Reads two hexadecimal digits of either case per byte, with or without colons between the bytes.
     *
     * @throws IllegalArgumentException when the text is no such thing or has another length
     */
    public static Fingerprint parse(HashAlgorithm algorithm, String hex) {
        boolean separated = hex.matches("[0-9a-fA-F]{2}(:[0-9a-fA-F]{2})+");
        if (!separated && !hex.matches("([0-9a-fA-F]{2})+")) {
            throw new IllegalArgumentException("expected a fingerprint as " + 2 * algorithm.size()
                    + " hexadecimal digits, with or without colons between the bytes");
        }
        return new Fingerprint(algorithm, Bytes.ofHex(hex.replace(":", "")));
    }

    /** Whether this is the fingerprint of {@code certificate}. */
    public boolean matches(X509Certificate certificate) {
        return equals(of(algorithm, certificate));
    }

    /** The digest with colons between the bytes, upper case, as common tools print it. */
    @Override
    public String toString() {
        return algorithm.standardName() + " "
                + digest.toString().toUpperCase(Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
    }
}
