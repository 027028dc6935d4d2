package org.dps4j.service.provisioning;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.payload.time.TimeAnswer;

/** Tells the time of the service ({@code /x.plgd.dev/time}). */
final class TimeStep implements StepHandler {

    @Override
    public CompletionStage<Answer> handle(DeviceSession device, Bytes payload) {
        return CompletableFuture.completedStage(Answer.of(TimeAnswer.CODEC.encode(
                new TimeAnswer(device.connection().loop().now()))));
    }
}
