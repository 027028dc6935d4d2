package org.dps4j.device.security.credential;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dps4j.protocol.payload.credential.CredentialUsage;
import org.dps4j.protocol.pki.CertificateValidity;

/**
 * Whether the provisioned credentials can be used at a moment: there is at least one identity certificate and one trust
 * anchor, and none of them is out of its time or about to be.
 */
public sealed interface CredentialCheck {

    /**
     * They can be used.
     *
     * @param issued when the youngest identity certificate begins to be valid
     * @param expiry when the first of all certificates ends
     */
    record Usable(Instant issued, Instant expiry) implements CredentialCheck {}

    /** They cannot be used. */
    record Unusable(String expected, String found) implements CredentialCheck {}

    /**
     * Judges {@code credentials}. Of an identity every certificate of the chain counts, of a trust anchor the first.
     *
     * @param at the time to judge by, see {@code DeviceClock.certificateTime()}
     * @param expiringLimit what has less than this left counts as expired; 0 or more
     */
    static CredentialCheck of(Credentials credentials, Instant at, Duration expiringLimit) {
        List<CertificateCredential> identities = credentials
                .certificates(CredentialUsage.IDENTITY_CERTIFICATE)
                .filter(CertificateCredential::isProvisioned)
                .toList();
        List<X509Certificate> chains = identities.stream()
                .flatMap(identity -> identity.certificates().stream())
                .toList();
        List<X509Certificate> anchors = credentials
                .certificates(CredentialUsage.TRUST_ANCHOR)
                .filter(CertificateCredential::isProvisioned)
                .map(CertificateCredential::leaf)
                .toList();
        if (chains.isEmpty() || anchors.isEmpty()) {
            return new Unusable(
                    "at least one identity certificate and one trust anchor with the tag dps",
                    chains.isEmpty() ? "no identity certificate" : "no trust anchor");
        }
        Instant expiry = Instant.MAX;
        for (X509Certificate certificate :
                Stream.concat(chains.stream(), anchors.stream()).toList()) {
            Optional<Unusable> fault = fault(certificate, at, expiringLimit);
            if (fault.isPresent()) {
                return fault.get();
            }
            Instant end = certificate.getNotAfter().toInstant();
            expiry = end.isBefore(expiry) ? end : expiry;
        }
        Instant issued = identities.stream()
                .map(identity -> identity.leaf().getNotBefore().toInstant())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return new Usable(issued, expiry);
    }

    private static Optional<Unusable> fault(X509Certificate certificate, Instant at, Duration expiringLimit) {
        CertificateValidity validity = CertificateValidity.of(certificate);
        String expected = "certificate " + certificate.getSubjectX500Principal() + " to be valid at " + at + " and "
                + expiringLimit.toSeconds() + " s longer";
        return switch (validity.stateAt(at, expiringLimit)) {
            case VALID -> Optional.empty();
            case NOT_YET_VALID -> Optional.of(new Unusable(expected, "not valid before " + validity.notBefore()));
            case EXPIRED -> Optional.of(new Unusable(expected, "expired at " + validity.notAfter()));
            case EXPIRING -> Optional.of(new Unusable(expected, "expiring at " + validity.notAfter()));
        };
    }
}
