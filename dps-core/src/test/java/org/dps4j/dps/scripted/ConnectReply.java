package org.dps4j.dps.scripted;

/** What becomes of a connection attempt in virtual time. */
public enum ConnectReply {
    /** The connection comes up, if the device trusts the service. */
    UP,
    /** Nobody listens. */
    REFUSED,
    /** The name of the service leads nowhere. */
    NAME_NOT_FOUND,
    /** Nothing comes back for ten seconds. */
    TIMED_OUT,
    /** The service does not trust the device. */
    DEVICE_NOT_TRUSTED
}
