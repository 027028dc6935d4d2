package org.dps4j.dps.checkup;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dps4j.dps.endpoint.DpsEndpoint;

/**
 * How far the way to a service goes.
 *
 * @param addresses what the look-up of its host found
 * @param time what the service told
 * @param stop where the way ended; empty if everything went well
 */
record ServiceReport(DpsEndpoint endpoint, List<String> addresses, Optional<ToldTime> time, Optional<Stop> stop) {

    /** The service's time and this machine's at that moment. */
    record ToldTime(Instant theirs, Instant ours) {}

    /** What failed, and what to do. */
    record Stop(Check at, String found, String remedy) {}

    ServiceReport {
        addresses = List.copyOf(addresses);
    }
}
