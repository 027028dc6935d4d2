package org.dps4j.dps.checkup;

import java.time.Instant;
import java.util.Optional;
import org.dps4j.dps.StartPlan;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.endpoint.EndpointList;

/**
 * Whom a start would ask, and what is to be said of the address.
 *
 * @param named the service that was named; empty if the address is none
 * @param asked whom a start asks: that one, or where it sent the device in an earlier run
 */
record Target(EndpointList named, Optional<DpsEndpoint> asked, Finding finding) {

    private static final String EXAMPLE = "name one such as coaps+tcp://dps.example:5684";

    static Target of(Setup setup, Instant systemTime) {
        String tried = "read the address '" + setup.endpoint() + "'";
        if (setup.endpoint().isEmpty()) {
            return none(Finding.fail(Check.ENDPOINT, "look for the address of a service", "there is none", EXAMPLE));
        }
        EndpointList named;
        try {
            named = EndpointList.of(DpsEndpoint.of(setup.endpoint()));
        } catch (IllegalArgumentException e) {
            return none(Finding.fail(Check.ENDPOINT, tried, String.valueOf(e.getMessage()), EXAMPLE));
        }
        Optional<DpsEndpoint> asked = setup.stored() instanceof StoredState.Kept kept
                ? StartPlan.of(kept.state(), named, setup.config(), systemTime).service()
                : named.selected();
        return new Target(
                named,
                asked,
                Finding.ok(
                        Check.ENDPOINT,
                        tried,
                        asked.equals(named.selected())
                                ? "an address of a service"
                                : "a service sent the device on to "
                                        + asked.map(DpsEndpoint::toString).orElse("nobody")
                                        + " in an earlier run, which is tried"));
    }

    private static Target none(Finding finding) {
        return new Target(EndpointList.EMPTY, Optional.empty(), finding);
    }
}
