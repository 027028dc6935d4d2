package org.dps4j.dps.machine;

import java.util.Optional;

/** Translates a failure into plgd's coarse error. */
final class ErrorCode {

    private ErrorCode() {}

    static DpsError of(Optional<ProvisioningStep> step, Failure failure) {
        if (step.isEmpty()) {
            return DpsError.START_CLOUD;
        }
        return switch (failure.kind()) {
            case TRANSIENT, TIMEOUT -> DpsError.OK;
            case UNREACHABLE -> DpsError.RESPONSE;
            case LOCAL -> step.get().error();
            case REJECTED -> rejected(step.get(), failure);
        };
    }

    private static DpsError rejected(ProvisioningStep step, Failure failure) {
        boolean members = failure instanceof Failure.UnreadableAnswer
                && (step == ProvisioningStep.TIME || step == ProvisioningStep.CLOUD);
        return failure instanceof Failure.Rejected || failure instanceof Failure.OutOfDate || members
                ? DpsError.RESPONSE
                : step.error();
    }
}
