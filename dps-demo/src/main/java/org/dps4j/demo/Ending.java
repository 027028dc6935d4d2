package org.dps4j.demo;

/** When a demo ends by itself. */
enum Ending {
    /** As soon as the device is provisioned. */
    ONCE_PROVISIONED,
    /** Never: whoever started it ends it. */
    BY_HAND
}
