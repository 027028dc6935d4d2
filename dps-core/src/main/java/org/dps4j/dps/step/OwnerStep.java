package org.dps4j.dps.step;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.dps4j.device.DeviceState;
import org.dps4j.device.security.Change;
import org.dps4j.dps.transport.StepRequest;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.ownership.OwnershipAnswer;

/** Asks for the owner. */
final class OwnerStep implements StepHandler {

    private static final UUID NIL = new UUID(0, 0);

    private record Answer(UUID owner) implements StepAnswer {
        @Override
        public Change<DeviceState> applyTo(DeviceState device, Instant at, Duration expiringLimit) {
            if (isNobodyElse(device)) {
                return new Change.Refused<>("an owner other than nobody and the device itself", owner.toString());
            }
            return new Change.Applied<>(device.takeOwnership(owner));
        }

        /** What one owner has in a cloud is not the next one's. */
        @Override
        public boolean endsAccountOf(DeviceState device) {
            return device.cloud().isProvisioned() && !device.ownership().isOwnedBy(owner) && !isNobodyElse(device);
        }

        private boolean isNobodyElse(DeviceState device) {
            return owner.equals(NIL) || owner.equals(device.id());
        }
    }

    @Override
    public StepRequest request(DeviceState device) {
        return StepRequest.get("api/v1/provisioning/ownership");
    }

    @Override
    public StepAnswer read(byte[] body) throws PayloadException {
        return new Answer(OwnershipAnswer.CODEC.decode(body).owner());
    }
}
