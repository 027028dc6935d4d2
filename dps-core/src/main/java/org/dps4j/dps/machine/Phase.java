package org.dps4j.dps.machine;

/** What the machine waits for. */
public enum Phase {
    /** To be started. */
    STOPPED,
    /** For the answer to the first step that is missing. */
    REQUESTING,
    /** For the pause before the next attempt to end. */
    PAUSING,
    /** For the cloud client to start. */
    STARTING_CLOUD,
    /** For nothing: everything is done. */
    PROVISIONED
}
