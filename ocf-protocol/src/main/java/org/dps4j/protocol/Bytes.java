package org.dps4j.protocol;

import java.util.Arrays;
import java.util.HexFormat;

/** An immutable sequence of bytes with value equality. Not for secrets: it prints itself, see {@link Secret}. */
public final class Bytes {

    /** No bytes at all. */
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** The bytes that {@code source} holds now; later changes to the array are not seen. */
    public static Bytes copyOf(byte[] source) {
        return new Bytes(source.clone());
    }

    /**
     * The bytes that {@code hex} spells, two digits of either case each.
     *
     * @throws IllegalArgumentException if it is no such text
     */
    public static Bytes ofHex(String hex) {
        return new Bytes(HexFormat.of().parseHex(hex));
    }

    /** A fresh copy. */
    public byte[] toArray() {
        return content.clone();
    }

    /** How many bytes these are. */
    public int size() {
        return content.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /** All bytes in lower-case hex. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(content);
    }
}
