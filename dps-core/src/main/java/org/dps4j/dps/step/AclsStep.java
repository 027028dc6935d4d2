package org.dps4j.dps.step;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.dps4j.device.DeviceState;
import org.dps4j.device.security.Change;
import org.dps4j.dps.transport.StepRequest;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.acl.AclsAnswer;

/** Asks for the access rules. */
final class AclsStep implements StepHandler {

    private record Answer(AclsAnswer said) implements StepAnswer {
        @Override
        public Change<DeviceState> applyTo(DeviceState device, Instant at, Duration expiringLimit) {
            return device.replaceAccessRules(said.entries());
        }

        @Override
        public Optional<URI> redirect() {
            return said.redirect();
        }
    }

    @Override
    public StepRequest request(DeviceState device) {
        return StepRequest.get("api/v1/provisioning/acls");
    }

    @Override
    public StepAnswer read(byte[] body) throws PayloadException {
        return new Answer(AclsAnswer.CODEC.decode(body));
    }
}
