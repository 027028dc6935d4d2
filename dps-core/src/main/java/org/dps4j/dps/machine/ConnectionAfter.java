package org.dps4j.dps.machine;

/** What becomes of the connection after a step that succeeded. */
public enum ConnectionAfter {
    /** The next step goes over the same connection. */
    KEEP,
    /** The next step needs a new connection, because the service named another endpoint. */
    REPLACE
}
