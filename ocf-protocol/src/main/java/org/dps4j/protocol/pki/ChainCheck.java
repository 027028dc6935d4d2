package org.dps4j.protocol.pki;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.PKIXReason;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dps4j.protocol.pki.ChainVerdict.Reason;
import org.dps4j.protocol.pki.ChainVerdict.Trusted;
import org.dps4j.protocol.pki.ChainVerdict.Untrusted;
import org.jspecify.annotations.Nullable;

/** Judges one path, leaf first and anchor last, by RFC 5280 6 as the Java runtime implements it. */
final class ChainCheck {

    private static final String NAME_CONSTRAINTS = "2.5.29.30";

    private ChainCheck() {}

    static ChainVerdict check(List<X509Certificate> path, Instant at) {
        Optional<Untrusted> fault = anchorFault(path, at).or(() -> CertificateStrength.fault(path));
        if (fault.isPresent()) {
            return fault.get();
        }
        return path.size() == 1 ? new Trusted(path) : validate(path, at);
    }

    private static ChainVerdict validate(List<X509Certificate> path, Instant at) {
        X509Certificate anchor = path.get(path.size() - 1);
        // The runtime takes no name constraints with an anchor, but obeys those of a certificate on the path: a root
        // that
        // has some goes below itself.
        List<X509Certificate> below =
                anchor.getExtensionValue(NAME_CONSTRAINTS) == null ? path.subList(0, path.size() - 1) : path;
        try {
            // By name and key, so that the runtime asks nothing else of the anchor: see anchorFault.
            PKIXParameters parameters = new PKIXParameters(
                    Set.of(new TrustAnchor(anchor.getSubjectX500Principal(), anchor.getPublicKey(), null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            CertPathValidator.getInstance("PKIX")
                    .validate(CertificateFactory.getInstance("X.509").generateCertPath(below), parameters);
            return new Trusted(path);
        } catch (CertPathValidatorException e) {
            X509Certificate culprit =
                    e.getIndex() >= 0 && e.getIndex() < below.size() ? below.get(e.getIndex()) : anchor;
            return untrusted(reason(e.getReason()), culprit, e.getMessage());
        } catch (GeneralSecurityException | RuntimeException e) {
            return untrusted(Reason.OTHER, path.get(0), e.getMessage());
        }
    }

    /** What the runtime does not ask of an anchor, and others do: its dates, and that it may issue what stands below. */
    private static Optional<Untrusted> anchorFault(List<X509Certificate> path, Instant at) {
        X509Certificate anchor = path.get(path.size() - 1);
        ValidityState state = CertificateValidity.of(anchor).stateAt(at, Duration.ZERO);
        if (state == ValidityState.EXPIRED) {
            return Optional.of(untrusted(
                    Reason.EXPIRED,
                    anchor,
                    "it ended at " + anchor.getNotAfter().toInstant()));
        }
        if (state == ValidityState.NOT_YET_VALID) {
            return Optional.of(untrusted(
                    Reason.NOT_YET_VALID,
                    anchor,
                    "it begins at " + anchor.getNotBefore().toInstant()));
        }
        if (path.size() == 1) {
            return Optional.empty();
        }
        if (!mayIssue(anchor)) {
            return Optional.of(untrusted(Reason.NOT_A_CA, anchor, "it may not issue certificates"));
        }
        if (anchor.getExtensionValue(NAME_CONSTRAINTS) != null && !PathSearch.isNamedIssuer(anchor, anchor)) {
            return Optional.of(untrusted(
                    Reason.OTHER, anchor, "it constrains names and is no root: use the root above it as the anchor"));
        }
        long issuers = path.subList(1, path.size() - 1).stream()
                .filter(its -> !its.getSubjectX500Principal().equals(its.getIssuerX500Principal()))
                .count();
        return anchor.getBasicConstraints() >= 0 && issuers > anchor.getBasicConstraints()
                ? Optional.of(untrusted(Reason.PATH_TOO_LONG, anchor, "it allows fewer certificates below it"))
                : Optional.empty();
    }

    /** A root of old, without any extension, may issue, too. */
    private static boolean mayIssue(X509Certificate anchor) {
        if (anchor.getCriticalExtensionOIDs() == null && anchor.getNonCriticalExtensionOIDs() == null) {
            return true;
        }
        boolean @Nullable [] usage = anchor.getKeyUsage();
        return anchor.getBasicConstraints() >= 0 && (usage == null || usage[5]);
    }

    private static Reason reason(CertPathValidatorException.@Nullable Reason reason) {
        if (reason == BasicReason.EXPIRED) {
            return Reason.EXPIRED;
        } else if (reason == BasicReason.NOT_YET_VALID) {
            return Reason.NOT_YET_VALID;
        } else if (reason == BasicReason.INVALID_SIGNATURE) {
            return Reason.BAD_SIGNATURE;
        } else if (reason == BasicReason.ALGORITHM_CONSTRAINED) {
            return Reason.WEAK_ALGORITHM;
        } else if (reason == PKIXReason.NOT_CA_CERT || reason == PKIXReason.INVALID_KEY_USAGE) {
            return Reason.NOT_A_CA;
        } else if (reason == PKIXReason.PATH_TOO_LONG) {
            return Reason.PATH_TOO_LONG;
        } else if (reason == PKIXReason.INVALID_NAME) {
            return Reason.NAME_MISMATCH;
        } else if (reason == PKIXReason.NAME_CHAINING || reason == PKIXReason.NO_TRUST_ANCHOR) {
            return Reason.UNKNOWN_ISSUER;
        }
        return Reason.OTHER;
    }

    static Untrusted untrusted(Reason reason, X509Certificate culprit, @Nullable String what) {
        return new Untrusted(reason, Certificates.shown(culprit) + ": " + what);
    }
}
