package org.dps4j.dps.step;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.dps4j.device.DeviceState;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.security.Change;
import org.dps4j.dps.transport.StepRequest;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.cloud.CloudConfigurationAnswer;
import org.dps4j.protocol.payload.cloud.CloudConfigurationRequest;

/** Asks for the cloud, and says which of its gateways the device uses now. */
final class CloudStep implements StepHandler {

    private record Answer(CloudConfigurationAnswer said) implements StepAnswer {
        @Override
        public Change<DeviceState> applyTo(DeviceState device, Instant at, Duration expiringLimit) {
            return new Change.Applied<>(device.withCloud(CloudConfiguration.of(said)));
        }

        @Override
        public Optional<URI> redirect() {
            return said.redirect();
        }
    }

    @Override
    public StepRequest request(DeviceState device) {
        return StepRequest.post(
                "api/v1/provisioning/cloud-configuration",
                CloudConfigurationRequest.CODEC.encode(new CloudConfigurationRequest(
                        device.id(), Optional.of(device.cloud().selected()))));
    }

    @Override
    public StepAnswer read(byte[] body) throws PayloadException {
        return new Answer(CloudConfigurationAnswer.CODEC.decode(body));
    }
}
