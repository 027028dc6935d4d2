package org.dps4j.device.cloud.machine;

/** Whether the device is signed in on the connection it has. */
public enum Session {
    /** It is not. */
    SIGNED_OUT,
    /** It is. */
    SIGNED_IN,
    /** It is, with a token that has been replaced since; it signs in again. */
    OUTDATED
}
