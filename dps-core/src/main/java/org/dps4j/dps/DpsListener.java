package org.dps4j.dps;

import java.time.Duration;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;

/**
 * Hears how provisioning goes. Every method is called on the device's loop, so it must not block; what it throws is
 * logged and changes nothing.
 */
public interface DpsListener {

    /** The status changed: provisioning began, a step succeeded or failed, the cloud client was started, a renewal began or ended. */
    default void onStatusChanged(Snapshot snapshot) {}

    /**
     * A step is attempted.
     *
     * @param attempt which one since the device was last out of trouble, from 1; begins at 1 again with the next service, after
     *     the last entry of the retry table
     */
    default void onStepStarted(ProvisioningStep step, int attempt, DpsEndpoint endpoint) {}

    /** A step failed, and is attempted again in {@code nextAttemptIn}, alone or after all those before it. */
    default void onStepFailed(ProvisioningStep step, Failure failure, Duration nextAttemptIn) {}

    /** All steps are done but the cloud client could not be started; all is attempted again in {@code nextAttemptIn}. */
    default void onCloudStartFailed(Failure failure, Duration nextAttemptIn) {}

    /**
     * The credentials of the provisioned device are about to be renewed.
     *
     * @param attempt which one since they were renewed or since all attempts were in vain, from 1
     */
    default void onRenewalStarted(int attempt, DpsEndpoint endpoint) {}

    /** The credentials could not be renewed; the old ones stay, and it is attempted again in {@code nextAttemptIn}. */
    default void onRenewalFailed(Failure failure, Duration nextAttemptIn) {}
}
