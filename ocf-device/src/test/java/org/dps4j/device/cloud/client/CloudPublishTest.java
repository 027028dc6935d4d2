package org.dps4j.device.cloud.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.OvertakingLoop;
import org.dps4j.device.cloud.scripted.ScriptedCloud;
import org.dps4j.device.cloud.scripted.ScriptedCloudTransport;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.loop.VirtualLoop;
import org.junit.jupiter.api.Test;

/** What of a device's resources stands in the cloud's directory. */
class CloudPublishTest {

    private final VirtualLoop time = new VirtualLoop(5);
    private final OvertakingLoop loop = new OvertakingLoop(time);
    private final DeviceState state = new CloudBench().device.state();
    private final ScriptedCloud cloud = new ScriptedCloud(time::now);

    @Test
    void a_resource_that_another_thread_adds_while_the_client_is_made_is_published_too() {
        CompletableFuture<Device> opened = Device.open(loop, new MemoryDeviceStore(), () -> state);
        time.runUntilIdle();
        DeviceResources resources = DeviceResources.of(opened.join());
        OcfCloudClient client = new OcfCloudClient(
                opened.join(),
                new ScriptedCloudTransport(loop).listen(CloudBench.FIRST, cloud),
                CloudSettings.DEFAULTS);

        loop.before(() -> {
            resources.add(Resource.at("/light/1").type("core.light").build());
            time.advance(Duration.ZERO);
        });
        client.follow(resources);
        client.start(state.id(), state.cloud(), state.identity().orElseThrow());
        time.advance(Duration.ofSeconds(1));

        assertThat(cloud.directory()).containsKeys("/oic/d", "/light/1");
    }
}
