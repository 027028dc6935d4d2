package org.dps4j.dps.trust;

/** What became of the decision whether a service is trusted. */
public sealed interface TrustVerdict {

    /** It is trusted, for this reason. */
    record Trusted(Ground ground) implements TrustVerdict {}

    /** It is not; {@code reason} says what is wrong. */
    record Refused(String reason, Fault fault) implements TrustVerdict {}

    /** What speaks against a service. */
    enum Fault {
        /** Nothing but the dates of its certificates: either they or the device's time are wrong. */
        DATES,
        /** Its certificate is not for the host or the service that was expected. */
        NAME,
        /** Anything else. */
        CHAIN
    }

    /** Why a service is trusted. */
    enum Ground {
        /** Its chain leads to a trust anchor. */
        CHAIN,
        /** Its chain leads to a certificate that has the known fingerprint. */
        FINGERPRINT,
        /** Nobody looked. */
        SKIPPED
    }
}
