package org.dps4j.service.provisioning;

import java.util.concurrent.CompletionStage;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.payload.PayloadException;

/** Answers one step. Called on the event loop of the device's connection, so it never blocks. */
@FunctionalInterface
interface StepHandler {

    /**
     * The answer to a request of {@code device}, now or later; a stage that fails becomes the code of
     * {@link StepFailure#of}.
     *
     * @param payload what the device sent, empty if nothing
     */
    CompletionStage<Answer> handle(DeviceSession device, Bytes payload) throws PayloadException;
}
