package org.dps4j.protocol.payload.acl;

import java.time.Instant;
import java.util.List;

/**
 * When an access control entry holds: one entry of its member {@code validity}, a time pattern (OCF Security).
 *
 * @param period the period in the form of RFC 5545 3.3.9, such as {@code 20270101T000000Z/P1D}; without zone it is UTC
 * @param recurrences how the period repeats, in the form of RFC 5545 3.3.10; may be empty
 */
public record Validity(String period, List<String> recurrences) {

    /** @throws IllegalArgumentException if the period is none */
    public Validity {
        if (Period.of(period).isEmpty()) {
            throw new IllegalArgumentException("expected a period as in RFC 5545, found " + period);
        }
        recurrences = List.copyOf(recurrences);
    }

    /**
     * Whether {@code at} lies in the period. Recurrences are kept but not evaluated: the pattern holds in its first
     * period only, which never grants more than was meant.
     */
    public boolean isValidAt(Instant at) {
        return Period.of(period).orElseThrow().contains(at);
    }
}
