package org.dps4j.device.cloud.machine;

/** Whether an access token fits into a query. */
public enum TokenSize {
    /** It does, so that the device can sign off without signing in. */
    SHORT,
    /** It does not. */
    LONG
}
