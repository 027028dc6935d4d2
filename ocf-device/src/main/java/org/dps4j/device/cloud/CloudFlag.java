package org.dps4j.device.cloud;

import java.util.Set;

/** What the cloud client reports: one bit each of the status that iotivity-lite hands to its callback. */
public enum CloudFlag {
    /** The cloud gave the device an account. */
    REGISTERED(0x01),
    /** The device is online. */
    LOGGED_IN(0x02),
    /** The cloud said when the token ends; in one report only. */
    TOKEN_EXPIRY(0x04),
    /** There is a new token; in one report only. */
    REFRESHED_TOKEN(0x08),
    /** The device went offline because it was told to, and keeps its account; in one report only. */
    LOGGED_OUT(0x10),
    /** Something failed; in one report only. */
    FAILURE(0x20),
    /** The device left its cloud; in one report only. */
    DEREGISTERED(0x40);

    private final int bit;

    CloudFlag(int bit) {
        this.bit = bit;
    }

    /** The bit of this flag. */
    public int bit() {
        return bit;
    }

    /** The bits of these flags; none is 0, which the C client calls initialized. */
    public static int mask(Set<CloudFlag> flags) {
        return flags.stream().mapToInt(CloudFlag::bit).sum();
    }
}
