package org.dps4j.device.security.access;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.dps4j.device.security.ownership.OperationalState;
import org.dps4j.protocol.payload.acl.AccessControlEntry;

/**
 * What an access decision depends on besides who wants what.
 *
 * @param state the device's operational state
 * @param rules the access control list
 * @param at the device's time, by which rules are valid
 * @param securePeers how many encrypted connections the device has
 */
public record AccessSituation(OperationalState state, List<AccessControlEntry> rules, Instant at, int securePeers) {

    public AccessSituation {
        Objects.requireNonNull(state, "state");
        rules = List.copyOf(rules);
        Objects.requireNonNull(at, "at");
        if (securePeers < 0) {
            throw new IllegalArgumentException("a number of connections is 0 or more, not " + securePeers);
        }
    }
}
