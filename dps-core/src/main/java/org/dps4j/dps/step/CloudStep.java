package org.dps4j.dps.step;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.dps4j.device.DeviceState;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.security.Change;
import org.dps4j.dps.transport.StepRequest;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.cloud.CloudConfigurationAnswer;
import org.dps4j.protocol.payload.cloud.CloudConfigurationRequest;

/** Asks for the cloud, and says which of its gateways the device uses now. */
final class CloudStep implements StepHandler {

    private static final String ID = "sid";

    private record Answer(CloudConfigurationAnswer said, Account account) implements StepAnswer {

        /** What becomes of an account that the device has in the cloud which the answer tells. */
        enum Account {
            KEPT,
            /** It did not get the device online, and another one may. */
            DROPPED
        }

        @Override
        public Change<DeviceState> applyTo(DeviceState device, Instant at, Duration expiringLimit) {
            return new Change.Applied<>(device.withCloud(cloudOf(device)));
        }

        private CloudConfiguration cloudOf(DeviceState device) {
            CloudConfiguration told = CloudConfiguration.of(said);
            return account == Account.KEPT ? device.cloud().followedBy(told) : told;
        }

        @Override
        public boolean endsAccountOf(DeviceState device) {
            return device.cloud().isProvisioned()
                    && cloudOf(device).registration().isEmpty();
        }

        @Override
        public StepAnswer toOnlineDevice() {
            return new Answer(said, Account.KEPT);
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
        try {
            return readable(body);
        } catch (PayloadException e) {
            if (e.where().equals(ID)) {
                // an id that is there and is none cannot be set, which operators tell from an answer without an id
                MapReader.of(body).text(ID);
                return (device, at, expiringLimit) -> new Change.Refused<>(e.expected() + " at " + ID, e.found());
            }
            throw e;
        }
    }

    private static StepAnswer readable(byte[] body) throws PayloadException {
        return new Answer(CloudConfigurationAnswer.CODEC.decode(body), Answer.Account.DROPPED);
    }
}
