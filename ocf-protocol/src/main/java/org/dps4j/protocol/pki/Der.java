package org.dps4j.protocol.pki;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Writes the few DER elements (X.690) a signing request and a wrapped key consist of. */
final class Der {

    private static final int UTF8_STRING = 0x0C;

    private Der() {}

    static byte[] sequence(byte[]... parts) {
        return element(DerReader.SEQUENCE, parts);
    }

    static byte[] set(byte[]... parts) {
        return element(DerReader.SET, parts);
    }

    static byte[] integer(int value) {
        return element(DerReader.INTEGER, BigInteger.valueOf(value).toByteArray());
    }

    static byte[] octetString(byte[] value) {
        return element(DerReader.OCTET_STRING, value);
    }

    /** A bit string of whole octets. */
    static byte[] bitString(byte[] value) {
        return element(DerReader.BIT_STRING, new byte[] {0}, value);
    }

    static byte[] utf8(String value) {
        return element(UTF8_STRING, value.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] objectId(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(40 * Integer.parseInt(arcs[0]) + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            int arc = Integer.parseInt(arcs[i]);
            for (int shift = 28; shift > 0; shift -= 7) {
                if (arc >>> shift != 0) {
                    content.write(arc >>> shift & 0x7F | 0x80);
                }
            }
            content.write(arc & 0x7F);
        }
        return element(DerReader.OBJECT_ID, content.toByteArray());
    }

    static byte[] element(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 4);
        out.write(tag);
        if (length > 0xFFFF) {
            throw new IllegalArgumentException("element of " + length + " bytes");
        } else if (length > 0xFF) {
            out.write(0x82);
            out.write(length >>> 8);
        } else if (length > 0x7F) {
            out.write(0x81);
        }
        out.write(length);
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
