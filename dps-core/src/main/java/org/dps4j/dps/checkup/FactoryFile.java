package org.dps4j.dps.checkup;

import java.util.Objects;

/**
 * What the reference's device asks of a file before it reads it. It holds nothing of the content.
 *
 * @param name of the file
 * @param length in bytes
 */
public record FactoryFile(String name, int length, Beginning beginning) {

    /** How a file begins. */
    public enum Beginning {
        /** With the line of a PEM block. */
        BLOCK,
        /** With anything else. */
        OTHER
    }

    private static final String BLOCK = "-----BEGIN ";

    /** Checks that all are there. */
    public FactoryFile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(beginning, "beginning");
    }

    /** The file {@code name} with this content, one character for each byte. */
    public static FactoryFile of(String name, String content) {
        return new FactoryFile(name, content.length(), content.startsWith(BLOCK) ? Beginning.BLOCK : Beginning.OTHER);
    }
}
