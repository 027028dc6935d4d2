package org.dps4j.protocol.payload.acl;

import java.util.List;
import java.util.Objects;

/**
 * When an access control entry holds: one entry of its member {@code validity}, a time pattern (OCF Security).
 *
 * @param period the period in the form of RFC 5545 3.3.9, such as {@code 20270101T000000Z/P1D}
 * @param recurrences how the period repeats, in the form of RFC 5545 3.3.10; may be empty
 */
public record Validity(String period, List<String> recurrences) {

    public Validity {
        Objects.requireNonNull(period, "period");
        recurrences = List.copyOf(recurrences);
    }
}
