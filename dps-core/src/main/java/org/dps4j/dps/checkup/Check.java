package org.dps4j.dps.checkup;

/** What is tried, in the order in which it is told. */
public enum Check {
    /** The factory's files are there, readable, and guarded. */
    FILES("files"),
    /** The private key is that of the manufacturer certificate. */
    KEY("private key"),
    /** The manufacturer certificate and its issuers sign one another, and issuers may issue. */
    CHAIN("chain"),
    /** The manufacturer certificate may be used for what the device does with it. */
    USAGE("key usage"),
    /** The chain is in its time. */
    DATES("chain dates"),
    /** By whom a service is known, and whether they are in their time. */
    ANCHORS("trust anchors"),
    /** What the reference's own device or service would not take, though this one does. */
    LIMITS("reference limits"),
    /** The address of the service. */
    ENDPOINT("endpoint"),
    /** The host has an address. */
    DNS("DNS"),
    /** Somebody listens there; skipped for {@code coaps}, which goes over UDP. */
    TCP("TCP"),
    /** Both sides take the other's certificate, in a handshake of TLS, or of DTLS for {@code coaps}. */
    TLS("TLS"),
    /** The service answers this device. */
    SERVICE("service"),
    /** The device's clock and the service's. */
    CLOCK("clock"),
    /** What is stored, and what a start would make of it. */
    STATE("stored state"),
    /** Whether another process has the stored state. */
    HOLDER("state holder");

    private final String word;

    Check(String word) {
        this.word = word;
    }

    /** How it is called in a line. */
    public String word() {
        return word;
    }
}
