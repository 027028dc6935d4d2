package org.dps4j.protocol.cbor;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborBytes;
import org.dps4j.protocol.cbor.CborValue.CborFloat;
import org.dps4j.protocol.cbor.CborValue.CborInteger;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborSimple;
import org.dps4j.protocol.cbor.CborValue.CborText;
import org.dps4j.protocol.payload.PayloadException;

/**
 * Reads exactly one CBOR item (RFC 8949) from a body, of definite or indefinite length, within limits.
 *
 * <p>Refused besides what is not well-formed: keys that are not text in UTF-8, duplicate keys, tags,
 * undefined and unassigned simple values, integers beyond 64 bits with sign, bytes after the item. A value that calls itself a
 * text and is not UTF-8 is read as the byte string it is: a peer in Go writes raw keys so.
 */
public final class CborReader {

    private static final int INDEFINITE = 31;
    private static final int BREAK = 0xff;

    private final byte[] body;
    private final CborLimits limits;
    private int at;
    private int items;

    private CborReader(byte[] body, CborLimits limits) {
        this.body = body;
        this.limits = limits;
    }

    /** The item in {@code body}, within {@link CborLimits#DEFAULT}. */
    public static CborValue read(byte[] body) throws PayloadException {
        return read(body, CborLimits.DEFAULT);
    }

    /**
     * The item in {@code body}.
     *
     * @throws PayloadException if the body is not exactly one item of the accepted kinds within {@code limits}
     */
    public static CborValue read(byte[] body, CborLimits limits) throws PayloadException {
        if (body.length == 0) {
            throw new PayloadException("", "a CBOR item", "nothing");
        }
        if (body.length > limits.size()) {
            throw new PayloadException("", "at most " + limits.size() + " bytes", body.length + " bytes");
        }
        CborReader reader = new CborReader(body, limits);
        CborValue value = reader.value(Place.BODY, 0);
        if (reader.at < body.length) {
            throw new PayloadException(
                    "", "the end after " + reader.at + " bytes", (body.length - reader.at) + " more bytes");
        }
        return value;
    }

    private CborValue value(Place place, int depth) throws PayloadException {
        int first = nextItem(place);
        int info = first & 0x1f;
        return switch (first >> 5) {
            case 0 -> new CborInteger(magnitude(info, place));
            case 1 -> new CborInteger(-1 - magnitude(info, place));
            case 2 -> new CborBytes(Bytes.copyOf(bytes(info, place)));
            case 3 -> textOrBytes(info, place);
            case 4 -> array(info, place, deeper(depth, place));
            case 5 -> map(info, place, deeper(depth, place));
            case 6 -> throw problem(place, "an item without tag", "a tag");
            default -> simple(info, place);
        };
    }

    private CborArray array(int info, Place place, int depth) throws PayloadException {
        List<CborValue> values = new ArrayList<>();
        long left = info == INDEFINITE ? Long.MAX_VALUE : count(info, 1, place);
        while (info == INDEFINITE ? !atBreak(place) : left-- > 0) {
            values.add(value(place.item(values.size()), depth));
        }
        return new CborArray(values);
    }

    private CborMap map(int info, Place place, int depth) throws PayloadException {
        Map<String, CborValue> members = new LinkedHashMap<>();
        long left = info == INDEFINITE ? Long.MAX_VALUE : count(info, 2, place);
        while (info == INDEFINITE ? !atBreak(place) : left-- > 0) {
            String key = key(place);
            Place member = place.member(key);
            if (members.containsKey(key)) {
                throw problem(member, "each member once", "it a second time");
            }
            members.put(key, value(member, depth));
        }
        return new CborMap(members);
    }

    private String key(Place place) throws PayloadException {
        int first = nextItem(place);
        if (first >> 5 != 3) {
            throw problem(place, "text as the name of a member", "another kind of item");
        }
        return text(first & 0x1f, place);
    }

    private CborValue simple(int info, Place place) throws PayloadException {
        return switch (info) {
            case 20 -> CborSimple.FALSE;
            case 21 -> CborSimple.TRUE;
            case 22 -> CborSimple.NULL;
            case 25 -> new CborFloat(half((int) number(2, place)));
            case 26 -> new CborFloat(Float.intBitsToFloat((int) number(4, place)));
            case 27 -> new CborFloat(Double.longBitsToDouble(number(8, place)));
            case INDEFINITE -> throw problem(place, "an item", "a break");
            default -> throw problem(place, "a number, a string, a truth value or null", "simple value " + info);
        };
    }

    private CborValue textOrBytes(int info, Place place) throws PayloadException {
        if (info == INDEFINITE) {
            return new CborText(text(info, place));
        }
        int size = stringSize(info, 0, place);
        int start = at;
        try {
            return new CborText(utf8(size));
        } catch (CharacterCodingException e) {
            return new CborBytes(Bytes.copyOf(Arrays.copyOfRange(body, start, start + size)));
        }
    }

    private String text(int info, Place place) throws PayloadException {
        try {
            if (info != INDEFINITE) {
                return utf8(stringSize(info, 0, place));
            }
            StringBuilder text = new StringBuilder();
            for (int size = 0; !atBreak(place); ) {
                int chunk = chunkSize(3, size, place);
                size += chunk;
                text.append(utf8(chunk));
            }
            return text.toString();
        } catch (CharacterCodingException e) {
            throw problem(place, "text in UTF-8", "other bytes");
        }
    }

    private String utf8(int size) throws CharacterCodingException {
        ByteBuffer source = ByteBuffer.wrap(body, at, size);
        at += size;
        return StandardCharsets.UTF_8.newDecoder().decode(source).toString();
    }

    private byte[] bytes(int info, Place place) throws PayloadException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (info != INDEFINITE) {
            take(stringSize(info, 0, place), bytes);
            return bytes.toByteArray();
        }
        while (!atBreak(place)) {
            take(chunkSize(2, bytes.size(), place), bytes);
        }
        return bytes.toByteArray();
    }

    private void take(int size, ByteArrayOutputStream target) {
        target.write(body, at, size);
        at += size;
    }

    private int chunkSize(int major, int sizeSoFar, Place place) throws PayloadException {
        int first = nextItem(place);
        if (first >> 5 != major || (first & 0x1f) == INDEFINITE) {
            throw problem(place, "a chunk of the same string", "another kind of item");
        }
        return stringSize(first & 0x1f, sizeSoFar, place);
    }

    private int stringSize(int info, int sizeSoFar, Place place) throws PayloadException {
        long size = magnitude(info, place);
        if (size > limits.stringSize() - sizeSoFar) {
            throw problem(place, "a string of at most " + limits.stringSize() + " bytes", "a longer one");
        }
        need(size, place);
        return (int) size;
    }

    /** A declared number of items, which the rest of the body can hold only if there is a byte for each. */
    private long count(int info, int itemsEach, Place place) throws PayloadException {
        long count = magnitude(info, place);
        if (count > (body.length - at) / itemsEach) {
            throw problem(place, "as many items as there are bytes left", count + " announced");
        }
        return count;
    }

    private long magnitude(int info, Place place) throws PayloadException {
        if (info < 24) {
            return info;
        }
        if (info > 27) {
            throw problem(place, "a length or value", "reserved or misplaced information " + info);
        }
        long value = number(1 << (info - 24), place);
        if (value < 0) {
            throw problem(place, "a number of 64 bits with sign", "a larger one");
        }
        return value;
    }

    private long number(int width, Place place) throws PayloadException {
        need(width, place);
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 8 | body[at++] & 0xff;
        }
        return value;
    }

    private int nextItem(Place place) throws PayloadException {
        need(1, place);
        if (++items > limits.items()) {
            throw problem(place, "at most " + limits.items() + " items", "more");
        }
        return body[at++] & 0xff;
    }

    private boolean atBreak(Place place) throws PayloadException {
        need(1, place);
        if ((body[at] & 0xff) != BREAK) {
            return false;
        }
        at++;
        return true;
    }

    private int deeper(int depth, Place place) throws PayloadException {
        if (depth == limits.depth()) {
            throw problem(place, "at most " + limits.depth() + " levels", "a deeper one");
        }
        return depth + 1;
    }

    private void need(long size, Place place) throws PayloadException {
        if (size > body.length - at) {
            throw problem(place, size + " more bytes", "the end of the body after " + (body.length - at));
        }
    }

    private static double half(int bits) {
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double magnitude = switch (exponent) {
            case 0 -> Math.scalb((double) fraction, -24);
            case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
            default -> Math.scalb((double) (fraction + 1024), exponent - 25);
        };
        return (bits & 0x8000) == 0 ? magnitude : -magnitude;
    }

    private static PayloadException problem(Place place, String expected, String found) {
        return new PayloadException(place.toString(), expected, found);
    }
}
