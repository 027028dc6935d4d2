package org.dps4j.service.provisioning;

import org.dps4j.loop.Loop;
import org.dps4j.service.journal.RepeatedLine;
import org.dps4j.service.record.Step;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator which steps fail for a reason of the service's own; what a device did wrong is in its record. */
final class FailureLog {

    private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);

    private final RepeatedLine outages;
    private final RepeatedLine defects;

    FailureLog(Loop loop) {
        outages = new RepeatedLine(
                loop, more -> LOG.warn("{} more steps could not be answered within the last minute", more));
        defects = new RepeatedLine(loop, more -> LOG.error("{} more steps failed within the last minute", more));
    }

    /**
     * @param cause what lies behind the failure
     */
    void note(Step step, StepFailure failure, Throwable cause) {
        if (failure.code() == ResponseCode.INTERNAL_SERVER_ERROR) {
            defects.say(() -> LOG.error("step {} failed", step, cause));
        } else if (failure.code() == ResponseCode.SERVICE_UNAVAILABLE) {
            outages.say(() -> LOG.warn("step {} cannot be answered now: {}", step, failure.diagnostic()));
        }
    }
}
