package org.dps4j.dps.machine;

import java.util.Set;

/**
 * What the machine hears. Outcomes carry the generation of the effect that asked for them; one of another generation is
 * late and ignored.
 */
public sealed interface Event {

    /** Provisioning begins; {@code alreadyDone} is what the store still vouches for. */
    record Started(Set<ProvisioningStep> alreadyDone) implements Event {
        /** Copies the set. */
        public Started {
            alreadyDone = Set.copyOf(alreadyDone);
        }
    }

    /** A step's answer was applied and stored. */
    record StepSucceeded(ProvisioningStep step, long generation, ConnectionAfter connection) implements Event {}

    /** A step failed. */
    record StepFailed(ProvisioningStep step, long generation, Failure failure) implements Event {}

    /** The pause before the next attempt is over. */
    record RetryDue(long generation) implements Event {}

    /** The cloud client was started. */
    record CloudStarted(long generation) implements Event {}

    /** The cloud client could not be started. */
    record CloudFailed(long generation, Failure failure) implements Event {}

    /** The next attempt, or the next start, is to repeat all steps. */
    record ReprovisionForced() implements Event {}

    /** The cloud does not take the provisioned device: the steps from this one on are done again. */
    record StepsVoided(ProvisioningStep from) implements Event {}

    /** Provisioning is to stop. */
    record Stopped() implements Event {}

    /** The device was reset: provisioning stops and forgets what it reported. */
    record Reset() implements Event {}
}
