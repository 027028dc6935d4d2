package org.dps4j.device.cloud.machine;

/** The timers of the machine; each is set at most once at a time. */
public enum CloudTimer {
    /** The pause before the next request about account or session. */
    RETRY,
    /** The time until the next Ping. */
    PING,
    /** The time until the access token is refreshed. */
    REFRESH,
    /** The pause before the next request to the directory. */
    DIRECTORY,
    /** The time until all links are published again. */
    REPUBLISH,
    /** The time until provisioning is asked for. */
    PROVISIONING,
    /** How long signing off may take. */
    SIGN_OFF
}
