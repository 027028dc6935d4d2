package org.dps4j.device.cloud.machine;

/** A request about the device's account or session. One is under way at a time. */
public enum CloudAction {
    /** POST {@code /oic/sec/account}. */
    SIGN_UP,
    /** POST {@code /oic/sec/tokenrefresh}. */
    REFRESH,
    /** POST {@code /oic/sec/session}. */
    SIGN_IN,
    /** DELETE {@code /oic/sec/account}. */
    SIGN_OFF
}
