package org.dps4j.dps.machine;

/** What the next attempt does. */
public enum Scope {
    /** The steps that are missing. */
    MISSING_STEPS,
    /** All steps, whatever is done already. */
    ALL_STEPS
}
