package org.dps4j.service.attestation;

import java.security.cert.X509Certificate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.dps4j.service.attestation.GroupOpinion.Trust;
import org.dps4j.service.attestation.Verdict.Accepted;
import org.dps4j.service.attestation.Verdict.GroupRefusal;
import org.dps4j.service.attestation.Verdict.Refused;

/**
 * A verdict with the opinions it was made of.
 *
 * @param opinions one of each group in configured order; empty when the chain was refused before any was asked
 */
public record Judgement(Verdict verdict, List<GroupOpinion> opinions) {

    public Judgement {
        Objects.requireNonNull(verdict);
        opinions = List.copyOf(opinions);
    }

    static Judgement unasked(String reason) {
        return new Judgement(new Refused(reason, List.of()), List.of());
    }

    static Judgement of(X509Certificate leaf, List<GroupOpinion> opinions) {
        Verdict verdict = only(Trust.class, opinions)
                .min(Comparator.comparingInt(Trust::distance))
                .<Verdict>map(best -> Accepted.into(best.group(), leaf, best.holdsUntil()))
                .orElseGet(() -> new Refused(
                        "no enrollment group trusts the chain",
                        only(GroupRefusal.class, opinions).toList()));
        return new Judgement(verdict, opinions);
    }

    private static <T> Stream<T> only(Class<T> type, List<GroupOpinion> opinions) {
        return opinions.stream().filter(type::isInstance).map(type::cast);
    }
}
