package org.dps4j.protocol.pki;

import java.util.Arrays;

/** Walks the elements of one DER value (X.690): single byte tags, definite lengths, nothing beyond the end. */
final class DerReader {

    static final int INTEGER = 0x02;
    static final int BIT_STRING = 0x03;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_ID = 0x06;
    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;
    static final int CONTEXT_0 = 0xA0;
    static final int CONTEXT_1 = 0xA1;

    private final byte[] input;
    private final int end;
    private int at;

    DerReader(byte[] input) {
        this(input, 0, input.length);
    }

    private DerReader(byte[] input, int at, int end) {
        this.input = input;
        this.at = at;
        this.end = end;
    }

    boolean hasMore() {
        return at < end;
    }

    /** The tag of the next element, or -1 at the end. */
    int peekTag() {
        return at < end ? input[at] & 0xFF : -1;
    }

    /** Enters the next element, which must have {@code tag}, and moves on behind it. */
    DerReader enter(int tag) throws MalformedDerException {
        int[] content = next(tag);
        return new DerReader(input, content[0], content[1]);
    }

    /** The content of the next element, which must have {@code tag}. */
    byte[] content(int tag) throws MalformedDerException {
        int[] content = next(tag);
        return Arrays.copyOfRange(input, content[0], content[1]);
    }

    /** The next element whole, with its tag and length. */
    byte[] element() throws MalformedDerException {
        int start = at;
        return Arrays.copyOfRange(input, start, next(peekTag())[1]);
    }

    private int[] next(int tag) throws MalformedDerException {
        if (at + 2 > end || (input[at] & 0xFF) != tag) {
            throw new MalformedDerException("expected tag " + tag + ", found " + peekTag());
        }
        int length = input[at + 1] & 0xFF;
        int start = at + 2;
        if (length > 0x80) {
            int octets = length - 0x80;
            if (octets > 3 || start + octets > end) {
                throw new MalformedDerException("length is too long");
            }
            length = 0;
            for (int i = 0; i < octets; i++) {
                length = length << 8 | input[start + i] & 0xFF;
            }
            start += octets;
            if (length < 0x80 || octets > 1 && length >>> 8 * (octets - 1) == 0) {
                throw new MalformedDerException("length is not the shortest");
            }
        } else if (length == 0x80) {
            throw new MalformedDerException("length is indefinite");
        }
        if (length > end - start) {
            throw new MalformedDerException("element ends behind its frame");
        }
        at = start + length;
        return new int[] {start, at};
    }

    /** A value that is not the DER it should be; always turned into a typed error at the edge of this package. */
    static final class MalformedDerException extends Exception {
        MalformedDerException(String message) {
            super(message);
        }
    }
}
