package org.dps4j.dps.machine;

import java.util.Optional;

/**
 * An attempt that failed, as the machine tells it.
 *
 * @param step what was attempted; empty where it was the start of the cloud
 * @param attempt counts from 0 since the device was last out of trouble
 * @param because why it failed
 */
public record Setback(Optional<ProvisioningStep> step, int attempt, Failure because) {

    /** Whether it is at a later step than {@code other}; the start of the cloud comes after all steps. */
    boolean isBehind(Setback other) {
        return other.step().isPresent() && !isOverAfter(other.step().get());
    }

    /** Whether it is got over once {@code succeeded} is done. */
    boolean isOverAfter(ProvisioningStep succeeded) {
        return step.filter(failed -> failed.compareTo(succeeded) <= 0).isPresent();
    }
}
