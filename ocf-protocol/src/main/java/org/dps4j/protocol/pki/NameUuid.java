package org.dps4j.protocol.pki;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Name based UUIDs of version 5 (RFC 4122 4.3), which the Java runtime cannot make. */
final class NameUuid {

    private static final long VERSION_5 = 0x5000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private NameUuid() {}

    static UUID of(UUID namespace, String name) {
        return of(namespace, name.getBytes(StandardCharsets.UTF_8));
    }

    static UUID of(UUID namespace, byte[] name) {
        ByteBuffer input = ByteBuffer.allocate(16 + name.length)
                .putLong(namespace.getMostSignificantBits())
                .putLong(namespace.getLeastSignificantBits())
                .put(name);
        ByteBuffer hash = ByteBuffer.wrap(sha1(input.array()));
        long high = hash.getLong() & ~0xF000L | VERSION_5;
        long low = hash.getLong() & ~0xC000_0000_0000_0000L | VARIANT;
        return new UUID(high, low);
    }

    private static byte[] sha1(byte[] input) {
        try {
            return MessageDigest.getInstance("SHA-1").digest(input);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime has no SHA-1", e);
        }
    }
}
