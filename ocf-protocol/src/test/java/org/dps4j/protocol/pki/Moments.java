package org.dps4j.protocol.pki;

import java.time.Duration;
import java.time.Instant;

/** The moments these tests play at. */
final class Moments {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    static final CertificateValidity YEAR =
            new CertificateValidity(NOW.minus(Duration.ofHours(1)), NOW.plus(Duration.ofDays(365)));
    static final CertificateValidity DECADE =
            new CertificateValidity(NOW.minus(Duration.ofDays(365)), NOW.plus(Duration.ofDays(3650)));
    static final CertificateValidity PAST =
            new CertificateValidity(NOW.minus(Duration.ofDays(100)), NOW.minus(Duration.ofDays(10)));
    static final CertificateValidity FUTURE =
            new CertificateValidity(NOW.plus(Duration.ofDays(10)), NOW.plus(Duration.ofDays(100)));

    private Moments() {}
}
