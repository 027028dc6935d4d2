package org.dps4j.dps.step;

import org.dps4j.device.DeviceState;
import org.dps4j.device.security.Change;
import org.dps4j.dps.transport.StepRequest;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.time.TimeAnswer;

/** Asks for the time. */
final class TimeStep implements StepHandler {

    @Override
    public StepRequest request(DeviceState device) {
        return StepRequest.get("x.plgd.dev/time");
    }

    @Override
    public StepAnswer read(byte[] body) throws PayloadException {
        TimeAnswer answer = TimeAnswer.CODEC.decode(body);
        return (device, at, limit) -> new Change.Applied<>(device.withLastSyncedTime(answer.time()));
    }
}
