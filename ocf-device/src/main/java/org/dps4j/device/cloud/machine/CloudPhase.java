package org.dps4j.device.cloud.machine;

/** What the machine waits for. */
public enum CloudPhase {
    /** To be started. */
    STOPPED,
    /** For the answer to a request about account or session. */
    REQUESTING,
    /** For the pause before the next such request to end. */
    PAUSING,
    /** For whatever may come: the device is signed in. */
    ONLINE,
    /** For the time to ask for provisioning: the cloud refused the device. */
    REFUSED
}
