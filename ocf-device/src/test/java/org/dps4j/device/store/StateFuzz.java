package org.dps4j.device.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.dps4j.device.DeviceState;
import org.dps4j.device.StoreException;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.cbor.CborValue.CborBytes;
import org.dps4j.protocol.cbor.MapWriter;

/**
 * Any content of a device's file: a state, or a {@link StoreException} of one line; what was read is written and read
 * again as the same.
 *
 * <p>Input: one byte, even for a whole file and odd for a state around which the file is made with the right digest, then
 * the content.
 */
public final class StateFuzz {

    private static final String PLACE = "/d/device.cbor";

    private StateFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) throws StoreException {
        if (input.length == 0) {
            return;
        }
        byte[] content = Arrays.copyOfRange(input, 1, input.length);
        DeviceState state;
        try {
            state = StateFile.decode(PLACE, (input[0] & 1) == 0 ? content : around(content));
        } catch (StoreException refused) {
            assertThat(refused.getMessage()).startsWith(PLACE).hasLineCount(1).hasSizeLessThan(2_000);
            return;
        }
        assertThat(state.toString()).isNotNull();
        assertThat(StateFile.decode(PLACE, StateFile.encode(state))).isEqualTo(state);
    }

    private static byte[] around(byte[] state) {
        return new MapWriter()
                .text("format", "dps4j device")
                .integer("version", 1)
                .value("sha256", new CborBytes(Bytes.copyOf(digest(state))))
                .value("state", new CborBytes(Bytes.copyOf(state)))
                .toBytes();
    }

    private static byte[] digest(byte[] state) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(state);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
