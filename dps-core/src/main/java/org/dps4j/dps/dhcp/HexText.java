package org.dps4j.dps.dhcp;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import org.dps4j.protocol.Bytes;

/** Bytes as DHCP clients write them into their files. */
public final class HexText {

    /** How many bytes a text spells at most. */
    public static final int MOST = 512;

    private static final int HEX = 16;

    private HexText() {}

    /**
     * Reads one or two hexadecimal digits of either case per byte, with a colon between the bytes, or just two digits per
     * byte: {@code 01:a:3:14} is {@code 010a0314}. A byte without digits is zero; a colon at the end is none.
     */
    public static Bytes parse(String text) throws DhcpOptionsException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = 0;
        while (at < text.length()) {
            int digits = digits(text, at);
            bytes.write(digits == 0 ? 0 : Integer.parseInt(text.substring(at, at + digits), HEX));
            at += digits;
            if (at < text.length() && text.charAt(at) == ':') {
                at++;
            }
            if (bytes.size() > MOST) {
                throw new DhcpOptionsException("at most " + MOST + " bytes in hex", "more");
            }
        }
        return Bytes.copyOf(bytes.toByteArray());
    }

    private static int digits(String text, int at) throws DhcpOptionsException {
        int digits = 0;
        while (digits < 2 && isDigit(text, at + digits)) {
            digits++;
        }
        int next = at + digits;
        boolean separated = next == text.length() || text.charAt(next) == ':';
        if (digits < 2 && !separated) {
            throw new DhcpOptionsException(
                    "hexadecimal digits and colons", shown(text.charAt(next)) + " at position " + (next + 1));
        }
        if (digits == 1 && at > 0 && text.charAt(at - 1) != ':') {
            throw new DhcpOptionsException("two hexadecimal digits", "one at position " + (at + 1));
        }
        return digits;
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && text.charAt(at) < 128 && Character.digit(text.charAt(at), HEX) >= 0;
    }

    private static String shown(char found) {
        return found > ' ' && found < 127
                ? "'" + found + "'"
                : String.format(Locale.ROOT, "character 0x%02x", (int) found);
    }
}
