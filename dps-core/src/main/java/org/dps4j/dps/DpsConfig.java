package org.dps4j.dps;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.dps4j.device.security.credential.Identity;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.observer.ObserverSettings;
import org.dps4j.dps.retry.MaxAgeRule;
import org.dps4j.dps.retry.RetrySchedule;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.dps.trust.CertificateDates;
import org.dps4j.dps.trust.ServerNames;
import org.dps4j.dps.trust.ServerTrust;
import org.dps4j.dps.trust.ServerVerification;
import org.dps4j.protocol.pki.Fingerprint;
import org.dps4j.protocol.pki.TrustAnchors;

/**
 * How a device is provisioned.
 *
 * @param retry how long attempts and the pauses between them are; a {@link RetryTable} or a schedule of one's own
 * @param expiringLimit certificates with less than this left are not taken, and those that the device has are
 *     renewed; 0 to 65535 s, 1 hour by default
 * @param verification whether the service's certificate is verified
 * @param serverFingerprint the hash of a certificate in the service's chain, as another way to trust it
 * @param serverNames which names the service's certificate must bear besides; none by default
 * @param observer how patiently it is watched whether the cloud takes the device
 * @param maxAge whether a service that is out of order may ask for a longer pause; it may not by default
 */
public record DpsConfig(
        RetrySchedule retry,
        Duration expiringLimit,
        ServerVerification verification,
        Optional<Fingerprint> serverFingerprint,
        ServerNames serverNames,
        ObserverSettings observer,
        MaxAgeRule maxAge) {

    private static final Duration LONGEST_LIMIT = Duration.ofSeconds(65_535);

    /** What a device does unless it is told otherwise. */
    public static final DpsConfig DEFAULTS = new DpsConfig(
            RetryTable.DEFAULT,
            Duration.ofHours(1),
            ServerVerification.REQUIRED,
            Optional.empty(),
            ServerNames.ANY,
            ObserverSettings.DEFAULT,
            MaxAgeRule.IGNORED);

    /** Checks the limit. */
    public DpsConfig {
        Objects.requireNonNull(retry, "retry");
        Objects.requireNonNull(verification, "verification");
        Objects.requireNonNull(serverFingerprint, "serverFingerprint");
        Objects.requireNonNull(serverNames, "serverNames");
        Objects.requireNonNull(observer, "observer");
        Objects.requireNonNull(maxAge, "maxAge");
        if (expiringLimit.isNegative() || expiringLimit.compareTo(LONGEST_LIMIT) > 0) {
            throw new IllegalArgumentException("the expiring limit is 0 to 65535 s, not " + expiringLimit);
        }
    }

    /**
     * Whether a service is trusted that a step turns to: for the time whatever the dates, later with them.
     *
     * @param service where the device turns to
     * @param identity whose trust anchors count
     * @param at the time by which dates are judged, see {@code DeviceClock.certificateTime()}
     */
    public ServerTrust serverTrust(ProvisioningStep step, DpsEndpoint service, Identity identity, Instant at) {
        return new ServerTrust(
                TrustAnchors.of(identity.trustAnchors()),
                serverFingerprint,
                verification,
                serverNames.at(service.uri()),
                step == ProvisioningStep.TIME ? CertificateDates.RELAXED : CertificateDates.STRICT,
                at);
    }

    /** The same with another retry table, or another schedule in its place. */
    public DpsConfig withRetry(RetrySchedule schedule) {
        return new DpsConfig(schedule, expiringLimit, verification, serverFingerprint, serverNames, observer, maxAge);
    }

    /** The same with another limit. */
    public DpsConfig withExpiringLimit(Duration limit) {
        return new DpsConfig(retry, limit, verification, serverFingerprint, serverNames, observer, maxAge);
    }

    /** The same with this verification of the service. */
    public DpsConfig withVerification(ServerVerification another) {
        return new DpsConfig(retry, expiringLimit, another, serverFingerprint, serverNames, observer, maxAge);
    }

    /** The same without a fingerprint. */
    public DpsConfig withoutServerFingerprint() {
        return new DpsConfig(retry, expiringLimit, verification, Optional.empty(), serverNames, observer, maxAge);
    }

    /** The same with this fingerprint. */
    public DpsConfig withServerFingerprint(Fingerprint fingerprint) {
        return new DpsConfig(
                retry, expiringLimit, verification, Optional.of(fingerprint), serverNames, observer, maxAge);
    }

    /** The same with these names of the service; {@link ServerNames#ANY} asks for none. */
    public DpsConfig withServerNames(ServerNames names) {
        return new DpsConfig(retry, expiringLimit, verification, serverFingerprint, names, observer, maxAge);
    }

    /** The same with another patience of the observer. */
    public DpsConfig withObserver(ObserverSettings settings) {
        return new DpsConfig(retry, expiringLimit, verification, serverFingerprint, serverNames, settings, maxAge);
    }

    /** The same with this rule for services that are out of order. */
    public DpsConfig withMaxAge(MaxAgeRule rule) {
        return new DpsConfig(retry, expiringLimit, verification, serverFingerprint, serverNames, observer, rule);
    }
}
