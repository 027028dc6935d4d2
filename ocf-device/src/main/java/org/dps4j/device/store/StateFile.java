package org.dps4j.device.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.dps4j.device.DeviceState;
import org.dps4j.device.UnreadableStateException;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.cbor.CborLimits;
import org.dps4j.protocol.cbor.CborValue.CborBytes;
import org.dps4j.protocol.cbor.CborWriter;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;

/**
 * The format of {@code device.cbor}: a CBOR map that says what it is, in which version, and whether it is whole, around
 * the state itself.
 */
final class StateFile {

    static final int LARGEST = 1 << 20;
    static final CborLimits LIMITS = new CborLimits(LARGEST, 16, 1 << 16, LARGEST);

    private static final String FORMAT = "dps4j device";
    private static final int VERSION = 1;

    private StateFile() {}

    static byte[] encode(DeviceState state) {
        Bytes content = Bytes.copyOf(StateWriter.write(state));
        return new MapWriter()
                .text("format", FORMAT)
                .integer("version", VERSION)
                .value("sha256", new CborBytes(digest(content)))
                .value("state", new CborBytes(content))
                .toBytes();
    }

    /** @param place the file that {@code content} comes from, for the message of an error */
    static DeviceState decode(String place, byte[] content) throws UnreadableStateException {
        try {
            MapReader file = MapReader.of(content, LIMITS);
            if (!file.word("format").equals(FORMAT)) {
                throw file.problem("format", FORMAT, "another format");
            }
            long version = file.integer("version", 1, Integer.MAX_VALUE);
            if (version != VERSION) {
                throw new UnreadableStateException(
                        place,
                        "format version " + VERSION,
                        "version " + version,
                        "run the newer program that wrote it, or move it away to start as a new device");
            }
            Bytes state = StateReader.bytes(file, "state");
            // what was written otherwise, such as the digest as a text, is no file of ours whatever it says
            boolean ours = Arrays.equals(CborWriter.write(file.toCbor()), content);
            if (!ours || !digest(state).equals(StateReader.bytes(file, "sha256"))) {
                throw file.problem("state", "the content that was written", "changed content");
            }
            return StateReader.read(state.toArray());
        } catch (PayloadException e) {
            throw new UnreadableStateException(
                    place,
                    (e.where().isEmpty() ? "" : e.where() + " to be ") + e.expected(),
                    e.found(),
                    "it was left as it is; put a good copy back, or move it away to start as a new device",
                    e);
        }
    }

    private static Bytes digest(Bytes content) {
        try {
            return Bytes.copyOf(MessageDigest.getInstance("SHA-256").digest(content.toArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
