package org.dps4j.protocol.coap.frame;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * The first bytes of a message (RFC 8323 section 3.2): they tell its whole length before anything of it is buffered.
 *
 * @param lengthSize bytes of the extended length: 0, 1, 2 or 4
 * @param tokenLength bytes of the token, 0 to 8
 * @param bodyLength bytes of options, payload marker and payload
 */
public record FrameHeader(int lengthSize, int tokenLength, long bodyLength) {

    /** The longest token there is (RFC 7252 section 5.3.1). */
    public static final int MAX_TOKEN_LENGTH = 8;

    private static final int ONE_BYTE = 13;
    private static final int TWO_BYTES = 14;
    private static final int FOUR_BYTES = 15;
    private static final int ONE_BYTE_BASE = 13;
    private static final int TWO_BYTES_BASE = 269;
    private static final int FOUR_BYTES_BASE = 65_805;

    /**
     * Reads the header at the reader index without moving it; empty if more bytes are needed.
     *
     * @throws FrameFormatException if the token length is above 8
     */
    public static Optional<FrameHeader> peek(ByteBuf in) throws FrameFormatException {
        if (!in.isReadable()) {
            return Optional.empty();
        }
        int at = in.readerIndex();
        int first = in.getUnsignedByte(at);
        int nibble = first >> 4;
        int tokenLength = first & 0x0F;
        if (tokenLength > MAX_TOKEN_LENGTH) {
            throw new FrameFormatException("token length " + tokenLength + ", the most there may be is 8");
        }
        int lengthSize = lengthSize(nibble);
        if (in.readableBytes() < 1 + lengthSize) {
            return Optional.empty();
        }
        long body = switch (nibble) {
            case ONE_BYTE -> in.getUnsignedByte(at + 1) + (long) ONE_BYTE_BASE;
            case TWO_BYTES -> in.getUnsignedShort(at + 1) + (long) TWO_BYTES_BASE;
            case FOUR_BYTES -> in.getUnsignedInt(at + 1) + FOUR_BYTES_BASE;
            default -> nibble;
        };
        return Optional.of(new FrameHeader(lengthSize, tokenLength, body));
    }

    /** The header of a message with this token and body. */
    public static FrameHeader of(int tokenLength, int bodyLength) {
        return new FrameHeader(lengthSize(nibble(bodyLength)), tokenLength, bodyLength);
    }

    /** Bytes of the whole message. */
    public long totalLength() {
        return bodyOffset() + bodyLength;
    }

    /** Where the code stands. */
    public int codeOffset() {
        return 1 + lengthSize;
    }

    /** Where the token begins. */
    public int tokenOffset() {
        return codeOffset() + 1;
    }

    /** Where the options begin. */
    public int bodyOffset() {
        return tokenOffset() + tokenLength;
    }

    /** Appends this header, up to and without the code. */
    public void writeTo(ByteBuf out) {
        int nibble = nibble(bodyLength);
        out.writeByte(nibble << 4 | tokenLength);
        switch (nibble) {
            case ONE_BYTE -> out.writeByte((int) bodyLength - ONE_BYTE_BASE);
            case TWO_BYTES -> out.writeShort((int) bodyLength - TWO_BYTES_BASE);
            case FOUR_BYTES -> out.writeInt((int) (bodyLength - FOUR_BYTES_BASE));
            default -> {}
        }
    }

    private static int lengthSize(int nibble) {
        return switch (nibble) {
            case ONE_BYTE -> 1;
            case TWO_BYTES -> 2;
            case FOUR_BYTES -> 4;
            default -> 0;
        };
    }

    private static int nibble(long bodyLength) {
        if (bodyLength < ONE_BYTE_BASE) {
            return (int) bodyLength;
        }
        if (bodyLength < TWO_BYTES_BASE) {
            return ONE_BYTE;
        }
        return bodyLength < FOUR_BYTES_BASE ? TWO_BYTES : FOUR_BYTES;
    }
}
