package org.dps4j.device;

import java.security.SecureRandom;
import java.util.UUID;
import org.dps4j.device.security.DeviceKey;

/** States of devices for tests. */
public final class DeviceStates {

    private static final SecureRandom RANDOM = new SecureRandom();

    private DeviceStates() {}

    /** A device fresh from the factory, with an id and a key of its own. */
    public static DeviceState fresh() {
        return DeviceState.fresh(
                UUID.randomUUID(),
                "test device",
                new Platform(UUID.randomUUID(), "test maker", "oic.d.test"),
                DeviceKey.generate(RANDOM));
    }
}
