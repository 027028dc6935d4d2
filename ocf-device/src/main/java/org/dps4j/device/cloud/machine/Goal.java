package org.dps4j.device.cloud.machine;

/** What the device wants of its cloud. */
public enum Goal {
    /** To be there. */
    STAY,
    /** To give its account up. */
    LEAVE
}
