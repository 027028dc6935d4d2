package org.dps4j.device.cloud.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceStates;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.device.resource.ResourceDescription;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.protocol.coap.NettyLoops;
import org.junit.jupiter.api.Test;

/** A program that ends its loops before its cloud client. */
class CloudEndedLoopTest {

    @Test
    void who_waits_hears_of_the_end_and_the_resources_are_taken_back() throws Exception {
        NettyLoops loops = NettyLoops.start("device", 1);
        Device device = Device.open(loops.next(), new MemoryDeviceStore(), DeviceStates::fresh)
                .get(5, TimeUnit.SECONDS);
        DeviceResources resources = DeviceResources.of(device);
        OcfCloudClient client = OcfCloudClient.of(resources, CloudSettings.DEFAULTS);
        CompletableFuture<CloudStatus> online = client.online();
        loops.close();

        client.close();
        client.close();

        assertThat(online).isCancelled();
        assertThat(client.online()).isCancelled();
        assertThat(resources.descriptions())
                .extracting(ResourceDescription::href)
                .doesNotContain(CoapCloudConf.HREF);
        CloudBench owned = new CloudBench();
        assertThatThrownBy(() -> client.start(
                                device.state().id(),
                                owned.device.state().cloud(),
                                owned.device.state().identity().orElseThrow())
                        .toCompletableFuture()
                        .join())
                .hasRootCauseMessage("this cloud client was closed; build another one");
    }
}
