package org.dps4j.example;

/** Whether the certificate of the provisioning service is checked. */
enum ServiceTrust {
    /** By the trust anchor in {@code dpsca.pem}. */
    VERIFIED,
    /** By the fingerprint that a DHCP server tells; {@code dpsca.pem} is not needed. */
    FINGERPRINT,
    /** Not at all: whoever answers is believed. */
    ANYBODY
}
