package org.dps4j.dps;

/** What became of a start. */
public enum StartResult {
    /** Provisioning begins. */
    STARTED,
    /** It was started before; nothing changed. */
    ALREADY_STARTED,
    /** Nothing was started, because there is no endpoint to turn to. */
    NO_ENDPOINT_SELECTED
}
