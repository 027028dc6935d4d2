package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.resource.ResourceDescription;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.dps.resource.ConfigurationResource;
import org.dps4j.protocol.coap.NettyLoop;
import org.dps4j.protocol.coap.NettyLoops;
import org.junit.jupiter.api.Test;

/** A program that ends its loops before its clients. */
class EndedLoopTest {

    private final List<String> lines = new ArrayList<>();

    @Test
    void who_waits_hears_of_the_end_and_the_resource_is_taken_back() throws Exception {
        NettyLoops loops = NettyLoops.start("device", 1);
        DeviceResources resources = DeviceResources.of(device(loops.next()));
        DpsClient client = DpsClient.builder(resources.device())
                .cloud(new AwkwardCloud())
                .resources(resources)
                .log((level, line) -> lines.add(level + " " + line))
                .build();
        client.addConfigurationResource();
        CompletableFuture<Snapshot> provisioned = client.provisioned();
        loops.close();

        client.close();
        client.close();

        assertThat(provisioned).isCancelled();
        assertThat(client.provisioned()).isCancelled();
        assertThat(resources.descriptions())
                .extracting(ResourceDescription::href)
                .doesNotContain(ConfigurationResource.HREF);
        assertThat(lines)
                .containsOnlyOnce("WARNING the device's loop ended before this client; close the client first");
    }

    private static Device device(NettyLoop loop) throws Exception {
        return Device.open(
                        loop,
                        new MemoryDeviceStore(),
                        () -> DeviceState.fresh(
                                UUID.randomUUID(),
                                "test device",
                                new Platform(UUID.randomUUID(), "maker", "oic.d.test"),
                                DeviceKey.generate(new SecureRandom())))
                .get(5, TimeUnit.SECONDS);
    }
}
