package org.dps4j.service.enrollment;

/** What a group does with devices whose manufacturer certificate has expired in the field. */
public enum ExpiredCertificates {
    /** The chain must be valid now. */
    REFUSE,
    /** The chain must have been valid in the middle of the leaf's validity period; the clock is not asked. */
    ACCEPT
}
