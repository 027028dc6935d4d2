package org.dps4j.dps;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;

/**
 * An attempt that failed. Holds no key material and no token.
 *
 * @param step what failed; empty if all steps were done and the cloud client could not be started
 * @param failure why
 * @param at when, by the device's clock
 * @param nextAttemptIn how long after it the next attempt was due
 */
public record FailedAttempt(Optional<ProvisioningStep> step, Failure failure, Instant at, Duration nextAttemptIn) {

    /** Checks that nothing is missing. */
    public FailedAttempt {
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(failure, "failure");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(nextAttemptIn, "nextAttemptIn");
    }
}
