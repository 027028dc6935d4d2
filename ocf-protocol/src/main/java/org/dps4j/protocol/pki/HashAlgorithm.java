package org.dps4j.protocol.pki;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashes a certificate's fingerprint may be made with. */
public enum HashAlgorithm {
    SHA256("SHA-256", 32),
    SHA384("SHA-384", 48);

    private final String standardName;
    private final int size;

    HashAlgorithm(String standardName, int size) {
        this.standardName = standardName;
        this.size = size;
    }

    /** The JCA name, such as {@code SHA-256}. */
    public String standardName() {
        return standardName;
    }

    /** Length of a hash in bytes. */
    public int size() {
        return size;
    }

    byte[] hash(byte[] input) {
        try {
            return MessageDigest.getInstance(standardName).digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no " + standardName, e);
        }
    }
}
