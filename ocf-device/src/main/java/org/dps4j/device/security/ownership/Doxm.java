package org.dps4j.device.security.ownership;

import java.util.Objects;
import java.util.UUID;

/**
 * The resource {@code /oic/sec/doxm} as a value (OCF Security 13.3).
 *
 * @param deviceOwner {@code devowneruuid}; the nil UUID while nobody owns the device
 * @param resourceOwner {@code rowneruuid}
 * @param selectedMethod {@code oxmsel}, the method by which the device was last taken over
 */
public record Doxm(UUID deviceOwner, UUID resourceOwner, int selectedMethod) {

    /** The nil UUID: nobody. */
    public static final UUID NOBODY = new UUID(0, 0);

    /** {@code oxmsel} of a device that was never taken over: just works. */
    public static final int METHOD_JUST_WORKS = 0;

    /** {@code oxmsel} of a device taken over by a method of its vendor, which provisioning is. */
    public static final int METHOD_VENDOR = 0xFF01;

    static final Doxm UNOWNED = new Doxm(NOBODY, NOBODY, METHOD_JUST_WORKS);

    public Doxm {
        Objects.requireNonNull(deviceOwner, "deviceOwner");
        Objects.requireNonNull(resourceOwner, "resourceOwner");
    }

    /** {@code owned}: whether somebody owns the device. */
    public boolean isOwned() {
        return !deviceOwner.equals(NOBODY);
    }
}
