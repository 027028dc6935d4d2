package org.dps4j.dps.step;

import java.util.UUID;
import org.dps4j.device.DeviceState;
import org.dps4j.device.security.Change;
import org.dps4j.dps.transport.StepRequest;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.ownership.OwnershipAnswer;

/** Asks for the owner. */
final class OwnerStep implements StepHandler {

    private static final UUID NIL = new UUID(0, 0);

    @Override
    public StepRequest request(DeviceState device) {
        return StepRequest.get("api/v1/provisioning/ownership");
    }

    @Override
    public StepAnswer read(byte[] body) throws PayloadException {
        UUID owner = OwnershipAnswer.CODEC.decode(body).owner();
        return (device, at, limit) -> owner.equals(NIL) || owner.equals(device.id())
                ? new Change.Refused<>("an owner other than nobody and the device itself", owner.toString())
                : new Change.Applied<>(device.takeOwnership(owner));
    }
}
