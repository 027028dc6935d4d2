package org.dps4j.protocol.cbor;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborBytes;
import org.dps4j.protocol.cbor.CborValue.CborEncoded;
import org.dps4j.protocol.cbor.CborValue.CborFloat;
import org.dps4j.protocol.cbor.CborValue.CborInteger;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborSimple;
import org.dps4j.protocol.cbor.CborValue.CborText;

/** Writes a CBOR item (RFC 8949) with definite lengths, unless it is encoded already, members in their order, numbers in their shortest form. */
public final class CborWriter {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    private CborWriter() {}

    /** The bytes of {@code value}. */
    public static byte[] write(CborValue value) {
        CborWriter writer = new CborWriter();
        writer.value(value);
        return writer.out.toByteArray();
    }

    private void value(CborValue value) {
        if (value instanceof CborMap map) {
            head(5, map.members().size());
            map.members().forEach((name, member) -> {
                string(3, name.getBytes(StandardCharsets.UTF_8));
                value(member);
            });
        } else if (value instanceof CborArray array) {
            head(4, array.items().size());
            array.items().forEach(this::value);
        } else if (value instanceof CborText text) {
            string(3, text.text().getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof CborBytes bytes) {
            string(2, bytes.bytes().toArray());
        } else if (value instanceof CborInteger integer) {
            // a negative number n is written as -1 - n, which is its complement
            head(integer.number() < 0 ? 1 : 0, integer.number() < 0 ? ~integer.number() : integer.number());
        } else if (value instanceof CborFloat number) {
            out.write(0xfb);
            out.writeBytes(ByteBuffer.allocate(8).putDouble(number.number()).array());
        } else if (value instanceof CborSimple simple) {
            out.write(0xf4 + simple.ordinal());
        } else if (value instanceof CborEncoded encoded) {
            out.writeBytes(encoded.item().toArray());
        }
    }

    private void string(int major, byte[] content) {
        head(major, content.length);
        out.writeBytes(content);
    }

    private void head(int major, long argument) {
        int type = major << 5;
        if (argument < 24) {
            out.write(type | (int) argument);
        } else if (argument < 1L << 8) {
            number(type | 24, argument, 1);
        } else if (argument < 1L << 16) {
            number(type | 25, argument, 2);
        } else if (argument < 1L << 32) {
            number(type | 26, argument, 4);
        } else {
            number(type | 27, argument, 8);
        }
    }

    private void number(int first, long argument, int width) {
        out.write(first);
        for (int shift = 8 * (width - 1); shift >= 0; shift -= 8) {
            out.write((int) (argument >> shift));
        }
    }
}
