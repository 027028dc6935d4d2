package org.dps4j.dps.step;

import org.dps4j.device.DeviceState;
import org.dps4j.device.security.Change;
import org.dps4j.dps.transport.StepRequest;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.time.TimeAnswer;

/** Asks for the time. */
public final class TimeStep implements StepHandler {

    /** The request, whatever the device is. */
    public static final StepRequest REQUEST = StepRequest.get("x.plgd.dev/time");

    @Override
    public StepRequest request(DeviceState device) {
        return REQUEST;
    }

    @Override
    public StepAnswer read(byte[] body) throws PayloadException {
        TimeAnswer answer = TimeAnswer.CODEC.decode(body);
        return (device, at, limit) -> new Change.Applied<>(device.withLastSyncedTime(answer.time()));
    }
}
