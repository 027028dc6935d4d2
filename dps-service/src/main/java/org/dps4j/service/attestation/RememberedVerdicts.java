package org.dps4j.service.attestation;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dps4j.service.attestation.Verdict.Accepted;

/**
 * Remembers for a minute which chains were accepted, because a device that is provisioned comes twice within a second. A
 * chain is the same when every byte of it is. Bounded and thread-safe.
 */
final class RememberedVerdicts {

    private static final int LIMIT = 1_024;
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private final Attestation attestation;
    private final Map<List<X509Certificate>, Remembered> verdicts = new ConcurrentHashMap<>();

    RememberedVerdicts(Attestation attestation) {
        this.attestation = attestation;
    }

    /** What {@link Attestation#decide} says, or said of the same chain when nothing has ended since. */
    Verdict decide(List<X509Certificate> presented, Instant now) {
        Remembered remembered = verdicts.get(presented);
        if (remembered != null && remembered.holdsAt(now)) {
            return remembered.verdict;
        }
        Verdict verdict = attestation.decide(presented, now);
        if (verdict instanceof Accepted accepted) {
            if (verdicts.size() >= LIMIT) {
                verdicts.clear();
            }
            verdicts.put(List.copyOf(presented), new Remembered(accepted, now));
        }
        return verdict;
    }

    private record Remembered(Accepted verdict, Instant since) {
        boolean holdsAt(Instant now) {
            return !now.isBefore(since) && now.isBefore(since.plus(MEMORY)) && !now.isAfter(verdict.holdsUntil());
        }
    }
}
