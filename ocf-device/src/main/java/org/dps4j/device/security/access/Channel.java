package org.dps4j.device.security.access;

/** How a request came to the device. */
public enum Channel {
    /** Without encryption; nobody is known there. */
    CLEAR,
    /** Encrypted, the peer authenticated by a certificate or a shared key. */
    SECURE,
    /** The encrypted connection on which the ownership of the device is being transferred. */
    OWNER_TRANSFER;

    /** Whether what comes this way is encrypted. */
    public boolean isSecure() {
        return this != CLEAR;
    }
}
