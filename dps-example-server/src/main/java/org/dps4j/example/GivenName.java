package org.dps4j.example;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.dps4j.device.DeviceState;
import org.dps4j.protocol.Bytes;

/** The device's name from the command line: it counts until others give the device a name of their own. */
final class GivenName {

    private static final String SECTION = "dps_cloud_server";

    private GivenName() {}

    /** The state under this name, unless it was given before: then the name stays what others made of it since. */
    static DeviceState in(DeviceState state, String name) {
        Bytes given = Bytes.copyOf(name.getBytes(StandardCharsets.UTF_8));
        return state.section(SECTION).equals(Optional.of(given))
                ? state
                : state.withName(name).withSection(SECTION, given);
    }
}
