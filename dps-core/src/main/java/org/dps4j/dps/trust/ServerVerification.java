package org.dps4j.dps.trust;

/** Whether the certificate of a provisioning service is verified. */
public enum ServerVerification {
    /** Only a service whose chain leads to a trust anchor, or has the known fingerprint, is trusted. */
    REQUIRED,
    /**
     * Any service is trusted, unless a fingerprint is known, which then decides. For a first look at things only: whoever
     * answers owns the device.
     */
    SKIPPED
}
