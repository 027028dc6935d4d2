package org.dps4j.dps.scripted;

/** What becomes of a connection attempt in virtual time. */
public enum ConnectReply {
    /** The connection comes up, if the device trusts the service. */
    UP,
    /** Nobody listens. */
    REFUSED,
    /** The service does not trust the device. */
    DEVICE_NOT_TRUSTED
}
