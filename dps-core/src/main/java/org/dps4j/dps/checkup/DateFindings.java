package org.dps4j.dps.checkup;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.dps4j.dps.DpsConfig;
import org.dps4j.dps.trust.ServerVerification;
import org.dps4j.protocol.pki.CertificateValidity;

/** What is to be said of the dates of chain and trust anchors. Pure functions. */
final class DateFindings {

    private DateFindings() {}

    static List<Finding> of(FactoryMaterial material, DpsConfig config, Reckoning time) {
        return List.of(
                material.chain()
                        .map(chain -> dates(Check.DATES, chain, time.chainAt(), time.source()))
                        .orElseGet(() -> Finding.skipped(Check.DATES, Check.FILES)),
                material.trustAnchors()
                        .map(anchors -> anchors(anchors, config, time))
                        .orElseGet(() -> Finding.skipped(Check.ANCHORS, Check.FILES)));
    }

    /** Whether a device with these anchors can trust any service. */
    static boolean canTrust(List<X509Certificate> anchors, DpsConfig config) {
        return !anchors.isEmpty()
                || config.serverFingerprint().isPresent()
                || config.verification() == ServerVerification.SKIPPED;
    }

    private static Finding anchors(List<X509Certificate> anchors, DpsConfig config, Reckoning time) {
        String tried = "look by whom the service is known";
        if (config.verification() == ServerVerification.SKIPPED) {
            return Finding.warn(
                    Check.ANCHORS,
                    tried,
                    "the service is not verified, whoever answers owns the device",
                    "have it verified, without --no-verify-ca");
        }
        if (!canTrust(anchors, config)) {
            return Finding.fail(
                    Check.ANCHORS,
                    tried,
                    "there is no trust anchor and no fingerprint, so that no service will be trusted",
                    "install the root of the service");
        }
        return anchors.isEmpty()
                ? Finding.ok(Check.ANCHORS, tried, "by a fingerprint")
                : dates(Check.ANCHORS, anchors, time.anchorsAt(), time.source());
    }

    private static Finding dates(Check check, List<X509Certificate> certificates, Instant at, Reckoning.Source source) {
        String tried = "judge " + certificates.size() + (certificates.size() == 1 ? " certificate" : " certificates")
                + " at " + at.truncatedTo(ChronoUnit.SECONDS) + " " + source.word();
        Optional<Fault> fault = certificates.stream()
                .flatMap(certificate -> fault(certificate, at).stream())
                .findFirst();
        if (fault.isEmpty()) {
            Instant end = certificates.stream()
                    .map(its -> CertificateValidity.of(its).notAfter())
                    .min(Instant::compareTo)
                    .orElse(Instant.MAX);
            return Finding.ok(check, tried, "valid until " + end);
        }
        return source == Reckoning.Source.SERVICE_THAT_REFUSED
                ? Finding.fail(check, tried, fault.get().found(), fault.get().remedy())
                : Finding.warn(check, tried, fault.get().found(), fault.get().remedy());
    }

    private record Fault(String found, String remedy) {}

    private static Optional<Fault> fault(X509Certificate certificate, Instant at) {
        CertificateValidity validity = CertificateValidity.of(certificate);
        String name = CertificateFindings.name(certificate);
        return switch (validity.stateAt(at, Duration.ZERO)) {
            case VALID, EXPIRING -> Optional.empty();
            case NOT_YET_VALID ->
                Optional.of(new Fault(
                        name + " is not valid before " + validity.notBefore(), "set the clock, or wait until then"));
            case EXPIRED ->
                Optional.of(new Fault(
                        name + " expired at " + validity.notAfter(), "set the clock, or get a new certificate"));
        };
    }
}
