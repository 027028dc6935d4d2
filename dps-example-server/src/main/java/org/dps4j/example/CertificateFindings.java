package org.dps4j.example;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dps4j.protocol.pki.CertificateValidity;
import org.dps4j.protocol.pki.KeyPurpose;

/** What is to be said of factory certificates that could be read. Pure. */
final class CertificateFindings {

    private CertificateFindings() {}

    static List<Finding> of(FactoryCertificates certificates, ServiceTrust trust, Instant now) {
        return List.of(
                dates("chain dates", certificates.chain(), now),
                purpose(certificates.chain().get(0)),
                trust == ServiceTrust.ANYBODY
                        ? Finding.warn(
                                "trust anchors",
                                "the service is not verified, whoever answers owns the device; leave out"
                                        + " --no-verify-ca")
                        : dates("trust anchors", certificates.serviceRoots(), now));
    }

    private static Finding dates(String check, List<X509Certificate> certificates, Instant now) {
        return certificates.stream()
                .flatMap(certificate -> problem(certificate, now).stream())
                .findFirst()
                .map(problem -> Finding.fail(check, problem))
                .orElseGet(() -> Finding.ok(check, "all " + certificates.size() + " valid at " + now));
    }

    private static Optional<String> problem(X509Certificate certificate, Instant now) {
        CertificateValidity validity = CertificateValidity.of(certificate);
        String name = "'" + certificate.getSubjectX500Principal() + "' ";
        if (now.isBefore(validity.notBefore())) {
            return Optional.of(name + "is not valid before " + validity.notBefore() + ", the clock says " + now
                    + "; set the clock, or wait");
        }
        return now.isAfter(validity.notAfter())
                ? Optional.of(name + "expired at " + validity.notAfter() + ", the clock says " + now
                        + "; set the clock, or get a new certificate")
                : Optional.empty();
    }

    private static Finding purpose(X509Certificate leaf) {
        return KeyPurpose.CLIENT_AUTH.isListedIn(leaf)
                ? Finding.ok("key usage", "clientAuth is listed")
                : Finding.fail(
                        "key usage",
                        "expected clientAuth among the extended key usages of '" + leaf.getSubjectX500Principal()
                                + "', found none; get a certificate for clients");
    }
}
