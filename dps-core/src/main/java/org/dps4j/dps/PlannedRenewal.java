package org.dps4j.dps;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.dps4j.dps.machine.Failure;

/**
 * The renewal of credentials that is to come.
 *
 * @param due when the service is asked for new ones, by the device's clock
 * @param until when the first of the present ones ends, by the dates in the certificates
 * @param cause why the last attempt to renew them failed; empty if none did
 */
public record PlannedRenewal(Instant due, Instant until, Optional<Failure> cause) {

    /** Checks that nothing is missing. */
    public PlannedRenewal {
        Objects.requireNonNull(due, "due");
        Objects.requireNonNull(until, "until");
        Objects.requireNonNull(cause, "cause");
    }
}
