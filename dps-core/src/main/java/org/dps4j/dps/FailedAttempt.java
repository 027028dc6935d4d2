package org.dps4j.dps;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.retry.RetryAction;

/**
 * An attempt that failed. Holds no key material and no token.
 *
 * @param action what was attempted: a step, the start of the cloud client, or the renewal of the credentials
 * @param failure why
 * @param at when, by the device's clock
 * @param nextAttemptIn how long after it the next attempt was due
 */
public record FailedAttempt(RetryAction action, Failure failure, Instant at, Duration nextAttemptIn) {

    /** Checks that nothing is missing. */
    public FailedAttempt {
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(failure, "failure");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(nextAttemptIn, "nextAttemptIn");
    }

    /** The step that failed, which a renewal does again; empty where the cloud client could not be started. */
    public Optional<ProvisioningStep> step() {
        return action.step();
    }
}
