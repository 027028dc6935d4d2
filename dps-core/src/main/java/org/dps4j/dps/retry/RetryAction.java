package org.dps4j.dps.retry;

import java.util.Optional;
import org.dps4j.dps.machine.ProvisioningStep;

/** What is attempted, for a schedule that does not treat everything alike. */
public enum RetryAction {
    /** The time is asked for. */
    TIME,
    /** The owner is asked for. */
    OWNER,
    /** The cloud configuration is asked for. */
    CLOUD,
    /** The credentials are asked for. */
    CREDENTIALS,
    /** The access rules are asked for. */
    ACLS,
    /** The credentials of a device that is provisioned are renewed. */
    RENEWAL,
    /** All steps are done, and the cloud client is started. */
    CLOUD_START;

    /** The action that is this step; without a step, the start of the cloud client. */
    public static RetryAction of(Optional<ProvisioningStep> step) {
        return step.map(its -> valueOf(its.name())).orElse(CLOUD_START);
    }

    /** The step that is attempted; empty for the start of the cloud client. */
    public Optional<ProvisioningStep> step() {
        return switch (this) {
            case CLOUD_START -> Optional.empty();
            case RENEWAL -> Optional.of(ProvisioningStep.CREDENTIALS);
            default -> Optional.of(ProvisioningStep.valueOf(name()));
        };
    }
}
