package org.dps4j.testkit.pki;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/**
 * The beginning of every chain of certificates that a test needs. Nothing is read from files, so nothing expires in the
 * repository; a P-256 certificate takes about a millisecond.
 *
 * <pre>{@code
 * TestAuthority manufacturer = TestPki.root("Manufacturer").mint();
 * TestCertificate device = manufacturer.intermediate("Factory").mint().device("device 1").mint();
 * TestCertificate expired = manufacturer.device("device 2").expired().mint();
 * }</pre>
 *
 * <p>Unless told otherwise certificates are valid from {@link #VALID_FROM} until {@link #VALID_UNTIL}, so that they suit
 * the real clock as well as the virtual one of {@link org.dps4j.loop.VirtualLoop}.
 */
public final class TestPki {

    /** When certificates begin to be valid by default. */
    public static final Instant VALID_FROM = Instant.parse("2020-01-01T00:00:00Z");

    /** When certificates end to be valid by default. */
    public static final Instant VALID_UNTIL = Instant.parse("2049-12-31T23:59:59Z");

    private TestPki() {}

    /** Orders a root. */
    public static CertificateOrder<TestAuthority> root(String commonName) {
        return new CertificateOrder<>(CertificateKind.AUTHORITY, Optional.empty(), commonName, TestAuthority::new);
    }

    /** Orders a certificate for TLS clients and servers that nobody but its holder has signed. */
    public static CertificateOrder<TestCertificate> selfSigned(String commonName) {
        return new CertificateOrder<>(CertificateKind.SELF_SIGNED, Optional.empty(), commonName, Function.identity());
    }
}
