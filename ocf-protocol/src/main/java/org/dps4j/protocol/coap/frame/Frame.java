package org.dps4j.protocol.coap.frame;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One whole message as it crosses the wire. Immutable as long as nobody writes to its bytes. */
public final class Frame {

    /** An option as it stands in a message. */
    public static final class RawOption {
        private final int number;
        private final byte[] value;

        RawOption(int number, byte[] value) {
            this.number = number;
            this.value = value;
        }

        /** The option's number. */
        public int number() {
            return number;
        }

        /** Whether a receiver that does not know it must not go on (RFC 7252 section 5.4.1). */
        public boolean isCritical() {
            return (number & 1) == 1;
        }

        /** The value's length in bytes. */
        public int length() {
            return value.length;
        }

        /** The value as an unsigned number. Only for values of at most seven bytes. */
        public long toLong() {
            long number = 0;
            for (byte octet : value) {
                number = number << 8 | octet & 0xFF;
            }
            return number;
        }
    }

    private static final int SERVICE_UNAVAILABLE = 0xA3;
    private static final int MAX_AGE = 14;
    private static final int PAYLOAD_MARKER = 0xFF;
    private static final int EXTENDED_8 = 13;
    private static final int EXTENDED_16 = 14;
    private static final int EXTENDED_16_BASE = 269;
    private static final int RESERVED = 15;
    private static final int MAX_OPTION_NUMBER = 65_535;

    private final byte[] bytes;
    private final FrameHeader header;

    private Frame(byte[] bytes, FrameHeader header) {
        this.bytes = bytes;
        this.header = header;
    }

    /** Wraps the bytes of exactly one message, without copying them. */
    public static Frame of(byte[] bytes) throws FrameFormatException {
        FrameHeader header = FrameHeader.peek(Unpooled.wrappedBuffer(bytes))
                .orElseThrow(
                        () -> new FrameFormatException("a message of " + bytes.length + " bytes without a header"));
        if (header.totalLength() != bytes.length) {
            throw new FrameFormatException(
                    "a message of " + header.totalLength() + " bytes by its header has " + bytes.length);
        }
        return new Frame(bytes, header);
    }

    /** Takes one message from {@code in}, which has all of it. */
    public static Frame take(ByteBuf in, FrameHeader header) {
        byte[] bytes = new byte[(int) header.totalLength()];
        in.readBytes(bytes);
        return new Frame(bytes, header);
    }

    /** A message without options; {@code text} becomes its payload if it is not empty. */
    public static Frame ofText(int code, byte[] token, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        ByteBuf body = Unpooled.buffer();
        if (payload.length > 0) {
            body.writeByte(PAYLOAD_MARKER).writeBytes(payload);
        }
        return ofBody(code, token, body);
    }

    /** A 5.03 with Max-Age, {@code retryAfter} in whole seconds, at most 255 of them. */
    public static Frame ofOutage(byte[] token, Duration retryAfter, String text) {
        ByteBuf body = Unpooled.buffer();
        body.writeByte(EXTENDED_8 << 4 | 1).writeByte(MAX_AGE - EXTENDED_8).writeByte((int) retryAfter.toSeconds());
        body.writeByte(PAYLOAD_MARKER).writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return ofBody(SERVICE_UNAVAILABLE, token, body);
    }

    static Frame ofBody(int code, byte[] token, ByteBuf body) {
        FrameHeader header = FrameHeader.of(token.length, body.readableBytes());
        ByteBuf out = Unpooled.buffer((int) header.totalLength());
        header.writeTo(out);
        out.writeByte(code).writeBytes(token).writeBytes(body);
        return new Frame(out.array(), header);
    }

    /** The message's bytes themselves, not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** The message's length in bytes. */
    public int length() {
        return bytes.length;
    }

    /** The code as one byte: class in the upper three bits, detail in the lower five. */
    public int code() {
        return bytes[header.codeOffset()] & 0xFF;
    }

    /** The class of the code: 0 request, 2 4 5 response, 7 signalling. */
    public int codeClass() {
        return code() >> 5;
    }

    /** Whether the code is that of a request: 0.01 to 0.31. */
    public boolean isRequest() {
        return codeClass() == 0 && code() != 0;
    }

    /** Whether the code is that of a response: 2.xx, 4.xx or 5.xx. */
    public boolean isResponse() {
        return switch (codeClass()) {
            case 2, 4, 5 -> true;
            default -> false;
        };
    }

    /** The code as people write it, such as 7.02. */
    public String codeText() {
        return codeClass() + "." + (code() & 0x1F) / 10 + (code() & 0x1F) % 10;
    }

    /** A copy of the token. */
    public byte[] token() {
        return Arrays.copyOfRange(bytes, header.tokenOffset(), header.bodyOffset());
    }

    /**
     * The options in the order of the message.
     *
     * @throws FrameFormatException if an option has no legal form, or a payload marker no payload after it
     */
    public List<RawOption> options() throws FrameFormatException {
        List<RawOption> options = new ArrayList<>();
        walk(options);
        return options;
    }

    /** Bytes of payload; 0 if the options have no legal form. */
    public int payloadLength() {
        try {
            return bytes.length - walk(new ArrayList<>());
        } catch (FrameFormatException malformed) {
            return 0;
        }
    }

    /** The payload as one line of text, at most {@code limit} bytes of it; control characters become spaces. */
    public String payloadText(int limit) throws FrameFormatException {
        int from = walk(new ArrayList<>());
        return new String(bytes, from, Math.min(limit, bytes.length - from), StandardCharsets.UTF_8)
                .replaceAll("\\p{Cc}", " ");
    }

    private int walk(List<RawOption> options) throws FrameFormatException {
        ByteBuf in = Unpooled.wrappedBuffer(bytes).readerIndex(header.bodyOffset());
        int number = 0;
        while (in.isReadable()) {
            int first = in.readUnsignedByte();
            if (first == PAYLOAD_MARKER) {
                if (!in.isReadable()) {
                    throw new FrameFormatException("a payload marker without a payload");
                }
                return in.readerIndex();
            }
            number += extended(in, first >> 4, "delta");
            if (number > MAX_OPTION_NUMBER) {
                throw new FrameFormatException("option number " + number);
            }
            int length = extended(in, first & 0x0F, "length");
            if (length > in.readableBytes()) {
                throw new FrameFormatException("option " + number + " of " + length + " bytes, but only "
                        + in.readableBytes() + " are left in the message");
            }
            byte[] value = new byte[length];
            in.readBytes(value);
            options.add(new RawOption(number, value));
        }
        return bytes.length;
    }

    private static int extended(ByteBuf in, int nibble, String what) throws FrameFormatException {
        int needed = nibble == EXTENDED_8 ? 1 : nibble == EXTENDED_16 ? 2 : 0;
        if (nibble == RESERVED || in.readableBytes() < needed) {
            throw new FrameFormatException("an option " + what + " without a legal form");
        }
        return switch (needed) {
            case 1 -> in.readUnsignedByte() + EXTENDED_8;
            case 2 -> in.readUnsignedShort() + EXTENDED_16_BASE;
            default -> nibble;
        };
    }
}
