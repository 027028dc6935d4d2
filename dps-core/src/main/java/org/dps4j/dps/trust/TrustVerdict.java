package org.dps4j.dps.trust;

/** What became of the decision whether a service is trusted. */
public sealed interface TrustVerdict {

    /** It is trusted, for this reason. */
    record Trusted(Ground ground) implements TrustVerdict {}

    /** It is not; {@code reason} says what is wrong and what to do. */
    record Refused(String reason) implements TrustVerdict {}

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
