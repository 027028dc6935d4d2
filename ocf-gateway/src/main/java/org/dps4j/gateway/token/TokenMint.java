package org.dps4j.gateway.token;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.Secret;

/**
 * Makes the gateway's own tokens, which say nothing: 256 random bits in 43 characters, short enough for a Uri-Query
 * option. Only their digests are kept. Thread-safe.
 */
public final class TokenMint {

    private static final int SIZE = 32;

    private final SecureRandom random;

    public TokenMint(SecureRandom random) {
        this.random = random;
    }

    /** A fresh token. */
    public Secret mint() {
        byte[] token = new byte[SIZE];
        random.nextBytes(token);
        return Secret.ofText(Base64.getUrlEncoder().withoutPadding().encodeToString(token));
    }

    /** The SHA-256 of a token, by which it is known again. */
    public static Bytes digest(Secret token) {
        try {
            return Bytes.copyOf(MessageDigest.getInstance("SHA-256").digest(token.revealBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
