package org.dps4j.dps.machine;

/** How long to wait before the next attempt. */
public enum Pause {
    /** Not at all: the attempt itself took its whole timeout. */
    NONE,
    /** A random time that follows from the attempt's timeout. */
    DRAWN
}
