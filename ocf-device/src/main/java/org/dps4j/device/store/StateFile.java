package org.dps4j.device.store;

import org.dps4j.device.DeviceState;
import org.dps4j.device.StoreException;

/** The format of {@code device.cbor}. */
final class StateFile {

    private StateFile() {}

    static byte[] encode(DeviceState state) {
        throw new UnsupportedOperationException("the format of " + state.id() + " is not written yet");
    }

    static DeviceState decode(String place, byte[] content) throws StoreException {
        throw new StoreException(place, "a format that can be read", content.length + " bytes", "wait for it");
    }
}
