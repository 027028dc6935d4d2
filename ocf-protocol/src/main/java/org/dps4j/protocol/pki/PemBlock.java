package org.dps4j.protocol.pki;

import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/** One block of a PEM text: its label and content, and whether its headers say that the content is encrypted. */
final class PemBlock {

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final int LINE = 64;
    private static final int SHOWN = 40;

    private final String label;
    private final boolean encrypted;
    private final byte[] der;

    private PemBlock(String label, boolean encrypted, byte[] der) {
        this.label = label;
        this.encrypted = encrypted;
        this.der = der;
    }

    String label() {
        return label;
    }

    boolean isEncrypted() {
        return encrypted;
    }

    byte[] der() {
        return der;
    }

    /** A label as it may stand in a message: short, and letters, digits and spaces only. */
    static String shown(String label) {
        String plain = label.replaceAll("[^A-Za-z0-9 ]", "?");
        return plain.length() > SHOWN ? plain.substring(0, SHOWN) + "..." : plain;
    }

    /** All blocks of {@code text}, which must not be longer than {@code limit}; the text around them is skipped. */
    static List<PemBlock> parse(String text, int limit) throws PemException {
        if (text.length() > limit) {
            throw new PemException(
                    "a PEM text of at most " + limit + " characters",
                    text.length() + " characters",
                    "check that it is the right file and remove what is not needed");
        }
        List<PemBlock> blocks = new ArrayList<>();
        for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
            String line = lines.next().strip();
            if (line.startsWith(BEGIN) && line.endsWith(DASHES) && line.length() > BEGIN.length() + DASHES.length()) {
                blocks.add(read(line.substring(BEGIN.length(), line.length() - DASHES.length()), lines));
            }
        }
        return blocks;
    }

    static String write(String label, byte[] der) {
        return BEGIN + label + DASHES + "\n"
                + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der)
                + "\n" + END + label + DASHES + "\n";
    }

    private static PemBlock read(String label, Iterator<String> lines) throws PemException {
        StringBuilder base64 = new StringBuilder();
        boolean encrypted = false;
        while (lines.hasNext()) {
            String line = lines.next().strip();
            if (line.equals(END + label + DASHES)) {
                return new PemBlock(label, encrypted, encrypted ? new byte[0] : decode(label, base64.toString()));
            }
            if (line.startsWith(DASHES)) {
                throw broken(label, "another line of dashes before it");
            }
            if (line.indexOf(':') < 0) {
                base64.append(line);
            } else if (line.toUpperCase(Locale.ROOT).startsWith("PROC-TYPE:") && line.contains("ENCRYPTED")) {
                encrypted = true;
            }
        }
        throw broken(label, "the end of the text");
    }

    private static byte[] decode(String label, String base64) throws PemException {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new PemException(
                    "base64 between the lines of " + shown(label),
                    "other characters or a wrong length",
                    "the text was damaged or cut: make or copy it again");
        }
    }

    private static PemException broken(String label, String found) {
        return new PemException(
                "the line " + END + shown(label) + DASHES, found, "the text was damaged or cut: make or copy it again");
    }
}
