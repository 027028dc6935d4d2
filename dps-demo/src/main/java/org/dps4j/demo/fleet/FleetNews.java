package org.dps4j.demo.fleet;

import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;

/** What a device of a fleet reports. */
sealed interface FleetNews {

    /** It is online for the first time. */
    record Online(Journey journey) implements FleetNews {}

    /** A step failed, and will be tried again. */
    record StepFailed(ProvisioningStep step, Failure failure) implements FleetNews {
        @Override
        public String toString() {
            return "step " + step + " failed: " + failure;
        }
    }
}
