package org.dps4j.device.cloud.machine;

/** What the device wants of its cloud. */
public enum Goal {
    /** To be there. */
    STAY,
    /** To go offline and keep its account. */
    PAUSE,
    /** To give its account up. */
    LEAVE
}
