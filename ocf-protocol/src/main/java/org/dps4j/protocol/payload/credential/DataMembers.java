package org.dps4j.protocol.payload.credential;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborBytes;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborText;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;

/** {@code publicdata} and {@code privatedata}. Peers write data as a text or as a byte string, and empty for none. */
final class DataMembers {

    private static final String DATA = "data";
    private static final String ENCODING = "encoding";
    private static final String HANDLE = "handle";

    private DataMembers() {}

    static CborMap write(PublicData value) {
        return new MapWriter()
                .value(DATA, data(value.data().toArray()))
                .text(ENCODING, value.encoding().wireValue())
                .toMap();
    }

    static CborMap write(PrivateData value) {
        MapWriter members = new MapWriter()
                .value(DATA, data(value.data().revealBytes()))
                .text(ENCODING, value.encoding().wireValue());
        value.handle().ifPresent(handle -> members.integer(HANDLE, handle));
        return members.toMap();
    }

    static Optional<PublicData> readPublic(MapReader members) throws PayloadException {
        Encoding encoding = encoding(members);
        byte[] data = data(members);
        return data.length == 0 ? Optional.empty() : Optional.of(new PublicData(encoding, Bytes.copyOf(data)));
    }

    static Optional<PrivateData> readPrivate(MapReader members) throws PayloadException {
        Encoding encoding = encoding(members);
        byte[] data = encoding == Encoding.HANDLE && !members.has(DATA) ? new byte[0] : data(members);
        PrivateData value =
                new PrivateData(encoding, Secret.ofBytes(data), members.optionalInteger(HANDLE, 0, Long.MAX_VALUE));
        return data.length == 0 && value.handle().isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private static Encoding encoding(MapReader members) throws PayloadException {
        return members.choice(ENCODING, "an encoding of credentials", Encoding::ofWireValue);
    }

    private static byte[] data(MapReader members) throws PayloadException {
        CborValue value = members.value(DATA);
        if (value instanceof CborText text) {
            return text.text().getBytes(StandardCharsets.UTF_8);
        }
        if (value instanceof CborBytes bytes) {
            return bytes.bytes().toArray();
        }
        throw members.problem(DATA, "text or a byte string", value.toString());
    }

    /** A text where every peer reads the same in it, else a byte string. */
    private static CborValue data(byte[] data) {
        for (byte each : data) {
            boolean plain = each >= ' ' && each <= '~' || each == '\n' || each == '\r' || each == '\t';
            if (!plain) {
                return new CborBytes(Bytes.copyOf(data));
            }
        }
        return new CborText(new String(data, StandardCharsets.US_ASCII));
    }
}
