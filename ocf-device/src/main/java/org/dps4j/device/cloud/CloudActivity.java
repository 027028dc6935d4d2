package org.dps4j.device.cloud;

/** What a device does about its cloud: what a {@link CloudStatus} speaks of. */
public enum CloudActivity {
    /** It asks for an account. */
    SIGN_UP,
    /** It asks for a new token. */
    REFRESH,
    /** It comes online. */
    SIGN_IN,
    /** It stays online: the connection holds, and Pings are answered. */
    STAY,
    /** It has its resources listed. */
    PUBLISH,
    /** It has resources taken off the list. */
    UNPUBLISH,
    /** It goes offline and keeps its account. */
    SIGN_OUT,
    /** It gives its account up. */
    SIGN_OFF
}
