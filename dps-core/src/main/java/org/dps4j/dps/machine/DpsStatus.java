package org.dps4j.dps.machine;

import java.util.EnumSet;
import java.util.Set;

/** The status flags of provisioning; their bits are those of plgd's {@code plgd_dps_status_t}. */
public enum DpsStatus {
    /** Provisioning was started. */
    INITIALIZED(1),
    /** The credentials were asked for. */
    GET_CREDENTIALS(1 << 1),
    /** The device has its identity and its trust anchors. */
    HAS_CREDENTIALS(1 << 2),
    /** The access rules were asked for. */
    GET_ACLS(1 << 3),
    /** The device has its access rules. */
    HAS_ACLS(1 << 4),
    /** The cloud configuration was asked for. */
    GET_CLOUD(1 << 6),
    /** The device knows its cloud. */
    HAS_CLOUD(1 << 7),
    /** The cloud client was started. */
    CLOUD_STARTED(1 << 8),
    /** The credentials are being renewed. */
    RENEW_CREDENTIALS(1 << 9),
    /** The owner was asked for. */
    GET_OWNER(1 << 10),
    /** The device has its owner. */
    HAS_OWNER(1 << 11),
    /** The time was asked for. */
    GET_TIME(1 << 12),
    /** The device has the time. */
    HAS_TIME(1 << 13),
    /** The last attempt failed in a way that repeats the step alone. */
    TRANSIENT_FAILURE(1 << 29),
    /** The last attempt failed. */
    FAILURE(1 << 30);

    private final int mask;

    DpsStatus(int mask) {
        this.mask = mask;
    }

    /** The flag's bit. */
    public int mask() {
        return mask;
    }

    /** The flags as one number, 0 for none ("uninitialized"). */
    public static int toMask(Set<DpsStatus> flags) {
        return flags.stream().mapToInt(DpsStatus::mask).reduce(0, (one, other) -> one | other);
    }

    /** The flags of a number; bits that no flag has are ignored. */
    public static Set<DpsStatus> ofMask(int mask) {
        EnumSet<DpsStatus> flags = EnumSet.allOf(DpsStatus.class);
        flags.removeIf(flag -> (flag.mask & mask) == 0);
        return flags;
    }
}
