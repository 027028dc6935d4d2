package org.dps4j.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A token, a shared key or private data, which shows itself only to who asks for it by name.
 *
 * <p>It is a sequence of bytes; a text is its UTF-8 form. Equality is by content, in constant time for equal sizes.
 */
public final class Secret {

    private final byte[] content;

    private Secret(byte[] content) {
        this.content = content;
    }

    /** A secret that is a text. */
    public static Secret ofText(String text) {
        return new Secret(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A secret that is a sequence of bytes; later changes to the array are not seen. */
    public static Secret ofBytes(byte[] bytes) {
        return new Secret(bytes.clone());
    }

    /**
     * The secret as a text.
     *
     * @throws IllegalStateException if it is not well-formed UTF-8, see {@link #isText()}
     */
    public String revealText() {
        try {
            return decode();
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("this secret is not a text; ask for its bytes");
        }
    }

    /** The secret as bytes, a fresh copy. */
    public byte[] revealBytes() {
        return content.clone();
    }

    /** Whether the secret is well-formed UTF-8. */
    public boolean isText() {
        try {
            decode();
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** How many bytes the secret has. */
    public int size() {
        return content.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(content, that.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    /** Always the same word, whatever the secret is. */
    @Override
    public String toString() {
        return "(secret)";
    }

    private String decode() throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(content))
                .toString();
    }
}
