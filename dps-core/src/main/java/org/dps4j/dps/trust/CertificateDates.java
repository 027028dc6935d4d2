package org.dps4j.dps.trust;

/** Whether the dates of a service's certificates count. */
public enum CertificateDates {
    /** All certificates must be valid now. */
    STRICT,
    /** They must have been valid together once: for a device that is about to ask for the time. */
    RELAXED
}
