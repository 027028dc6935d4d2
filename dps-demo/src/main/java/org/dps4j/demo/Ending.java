package org.dps4j.demo;

/** When a demo ends by itself. */
enum Ending {
    /** As soon as the device is online and its light was switched. */
    ONCE_JOINED,
    /** Never: whoever started it ends it. */
    BY_HAND
}
