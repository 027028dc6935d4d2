package org.dps4j.device;

import java.util.Objects;
import java.util.UUID;

/**
 * What the device is made of, as it shows in {@code /oic/p} and {@code /oic/d}.
 *
 * @param id the platform id ({@code pi}); it survives a factory reset
 * @param manufacturer the manufacturer's name ({@code mnmn}), 1 to 64 characters
 * @param deviceType the device's own resource type, such as {@code oic.d.light}, 1 to 64 characters
 */
public record Platform(UUID id, String manufacturer, String deviceType) {

    private static final int LONGEST = 64;

    public Platform {
        Objects.requireNonNull(id, "id");
        require("manufacturer", manufacturer);
        require("device type", deviceType);
    }

    private static void require(String what, String value) {
        if (value.isEmpty() || value.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "the " + what + " has 1 to " + LONGEST + " characters, not " + value.length());
        }
    }
}
