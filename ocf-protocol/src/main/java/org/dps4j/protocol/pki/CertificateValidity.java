package org.dps4j.protocol.pki;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The first and last moment a certificate is valid, both inclusive, kept to the second as certificates do. */
public record CertificateValidity(Instant notBefore, Instant notAfter) {

    // RFC 5280 4.1.2.5: GeneralizedTime has four digits for the year.
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /** Truncates both to seconds; {@code notAfter} must not lie before {@code notBefore}, nor after the year 9999. */
    public CertificateValidity {
        notBefore = Instant.ofEpochSecond(notBefore.getEpochSecond());
        notAfter = Instant.ofEpochSecond(notAfter.getEpochSecond());
        if (notAfter.isBefore(notBefore)) {
            throw new IllegalArgumentException("validity ends (" + notAfter + ") before it begins (" + notBefore + ")");
        }
        if (notAfter.isAfter(LAST)) {
            throw new IllegalArgumentException("validity ends after the year 9999: " + notAfter);
        }
    }

    /** From {@code notBefore} for {@code duration}. */
    public static CertificateValidity lasting(Instant notBefore, Duration duration) {
        return new CertificateValidity(notBefore, notBefore.plus(duration));
    }

    /**
     * The validity of {@code certificate}; one that ends before it begins counts as ending when it begins. A time zone may
     * carry a moment of the year 9999 into the next one: what is later than that year counts as its end.
     */
    public static CertificateValidity of(X509Certificate certificate) {
        Instant from = notAfterTheLast(certificate.getNotBefore().toInstant());
        Instant to = notAfterTheLast(certificate.getNotAfter().toInstant());
        return new CertificateValidity(from, to.isBefore(from) ? from : to);
    }

    private static Instant notAfterTheLast(Instant moment) {
        return moment.isAfter(LAST) ? LAST : moment;
    }

    /** The state at {@code now}: expiring when less than {@code limit} is left. A limit of zero never says expiring. */
    public ValidityState stateAt(Instant now, Duration limit) {
        if (now.isBefore(notBefore)) {
            return ValidityState.NOT_YET_VALID;
        }
        if (now.isAfter(notAfter)) {
            return ValidityState.EXPIRED;
        }
        return now.plus(limit).isAfter(notAfter) ? ValidityState.EXPIRING : ValidityState.VALID;
    }

    /** The part of this validity in which every one of {@code authorities} is valid too; empty when there is none. */
    Optional<CertificateValidity> within(List<X509Certificate> authorities) {
        Instant from = notBefore;
        Instant to = notAfter;
        for (X509Certificate authority : authorities) {
            CertificateValidity theirs = of(authority);
            from = theirs.notBefore.isAfter(from) ? theirs.notBefore : from;
            to = theirs.notAfter.isBefore(to) ? theirs.notAfter : to;
        }
        return to.isBefore(from) ? Optional.empty() : Optional.of(new CertificateValidity(from, to));
    }

    /** Halfway between both ends: where certificates that may have expired meanwhile are judged. */
    public Instant midpoint() {
        return notBefore.plus(Duration.between(notBefore, notAfter).dividedBy(2));
    }
}
