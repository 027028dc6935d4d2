package org.dps4j.dps.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.transport.StepRequest;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.cloud.CloudConfigurationRequest;
import org.dps4j.protocol.payload.cloud.CloudServer;
import org.junit.jupiter.api.Test;

class CloudStepTest {

    private final DeviceState device = DeviceState.fresh(
            UUID.randomUUID(),
            "test device",
            new Platform(UUID.randomUUID(), "maker", "oic.d.test"),
            DeviceKey.generate(new SecureRandom()));

    @Test
    void a_fresh_device_names_its_id_and_the_default_address_of_no_cloud() throws PayloadException {
        assertThat(asked(device))
                .isEqualTo(new CloudConfigurationRequest(
                        device.id(),
                        Optional.of(new CloudServer(URI.create("coaps+tcp://127.0.0.1"), new UUID(0, 0)))));
    }

    @Test
    void a_device_names_the_gateway_that_it_has_selected_now() throws PayloadException {
        CloudServer first = new CloudServer(URI.create("coaps+tcp://first.test:5684"), UUID.randomUUID());
        CloudServer second = new CloudServer(URI.create("coaps+tcp://second.test:5684"), UUID.randomUUID());
        CloudConfiguration both =
                new CloudConfiguration(first, List.of(first, second), Optional.empty(), Optional.empty());

        assertThat(asked(device.withCloud(both.selectNext())))
                .isEqualTo(new CloudConfigurationRequest(device.id(), Optional.of(second)));
    }

    private static CloudConfigurationRequest asked(DeviceState device) throws PayloadException {
        StepRequest request = StepHandler.of(ProvisioningStep.CLOUD).request(device);
        return CloudConfigurationRequest.CODEC.decode(
                request.body().orElseThrow().toArray());
    }
}
