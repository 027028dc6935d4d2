package org.dps4j.testkit.peer;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** How long a CoAP message over TCP is, by its first bytes (RFC 8323 section 3.2). */
final class CoapFrame {

    private CoapFrame() {}

    /** The length of the whole message at the beginning of {@code bytes}; empty if they are too few to tell. */
    static OptionalLong length(byte[] bytes) {
        if (bytes.length == 0) {
            return OptionalLong.empty();
        }
        int nibble = (bytes[0] & 0xf0) >> 4;
        int tokenLength = bytes[0] & 0x0f;
        int extension = nibble < 13 ? 0 : 1 << (nibble - 13);
        if (bytes.length < 1 + extension) {
            return OptionalLong.empty();
        }
        ByteBuffer extended = ByteBuffer.wrap(bytes, 1, extension);
        long content = switch (extension) {
            case 0 -> nibble;
            case 1 -> 13 + (extended.get() & 0xffL);
            case 2 -> 269 + (extended.getShort() & 0xffffL);
            default -> 65_805 + (extended.getInt() & 0xffff_ffffL);
        };
        return OptionalLong.of(1 + extension + 1 + tokenLength + content);
    }
}
