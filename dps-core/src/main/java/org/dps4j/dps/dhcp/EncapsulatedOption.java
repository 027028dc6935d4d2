package org.dps4j.dps.dhcp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dps4j.protocol.Bytes;

/** One of the options that stand within the option for vendors: code, length, value (RFC 2132 8.4). */
record EncapsulatedOption(int code, Bytes value) {

    private static final int PAD = 0;
    private static final int END = 255;

    /** All options in {@code encapsulated}, in their order. */
    static List<EncapsulatedOption> all(Bytes encapsulated) throws DhcpOptionsException {
        if (encapsulated.size() > HexText.MOST) {
            throw new DhcpOptionsException("at most " + HexText.MOST + " bytes of options", encapsulated.size() + "");
        }
        byte[] bytes = encapsulated.toArray();
        List<EncapsulatedOption> options = new ArrayList<>();
        int at = 0;
        while (at < bytes.length && code(bytes, at) != END) {
            if (code(bytes, at) == PAD) {
                at++;
                continue;
            }
            int left = bytes.length - at - 2;
            if (left < 0) {
                throw new DhcpOptionsException(
                        "a length behind code " + code(bytes, at), "the end after " + bytes.length + " bytes");
            }
            int length = bytes[at + 1] & 0xFF;
            if (length > left) {
                throw new DhcpOptionsException(length + " bytes in option " + code(bytes, at), left + " bytes");
            }
            options.add(new EncapsulatedOption(
                    code(bytes, at), Bytes.copyOf(Arrays.copyOfRange(bytes, at + 2, at + 2 + length))));
            at += 2 + length;
        }
        return options;
    }

    private static int code(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }
}
