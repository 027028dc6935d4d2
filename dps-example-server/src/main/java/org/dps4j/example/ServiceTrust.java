package org.dps4j.example;

/** Whether the certificate of the provisioning service is checked. */
enum ServiceTrust {
    /** By the trust anchor in {@code dpsca.pem}. */
    VERIFIED,
    /** Not at all: whoever answers is believed. */
    ANYBODY
}
