package org.dps4j.protocol.pki;

/** Where a moment lies in the life of a certificate. */
public enum ValidityState {
    NOT_YET_VALID,
    VALID,
    /** Still valid, but for less than the limit that was asked for. */
    EXPIRING,
    EXPIRED
}
