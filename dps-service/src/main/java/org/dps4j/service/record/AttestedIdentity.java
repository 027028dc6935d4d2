package org.dps4j.service.record;

import java.time.Instant;
import java.util.Objects;

/**
 * With what a device proved itself.
 *
 * @param at when its connection was accepted
 * @param commonName the common name of its manufacturer certificate; cut to {@link #MAX_NAME} characters
 * @param fingerprint SHA-256 of that certificate in hexadecimal
 */
public record AttestedIdentity(Instant at, String commonName, String fingerprint) {

    public static final int MAX_NAME = 128;

    public AttestedIdentity {
        Objects.requireNonNull(at);
        Objects.requireNonNull(fingerprint);
        commonName = BoundedText.of(commonName, MAX_NAME);
    }
}
