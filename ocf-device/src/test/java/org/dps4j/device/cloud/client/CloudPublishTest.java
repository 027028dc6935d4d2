package org.dps4j.device.cloud.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.device.cloud.scripted.CloudOperation.PUBLISH;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.OvertakingLoop;
import org.dps4j.device.cloud.scripted.CloudReply;
import org.dps4j.device.cloud.scripted.ScriptedCloud;
import org.dps4j.device.cloud.scripted.ScriptedCloudTransport;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.loop.VirtualLoop;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborSimple;
import org.dps4j.protocol.cbor.MapWriter;
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

    @Test
    void a_device_takes_the_instances_of_an_answer_whatever_else_is_in_it() {
        CloudBench bench = new CloudBench();
        bench.cloud.on(PUBLISH, answer(link("/oic/d", 1), link("/light/1", 2)));

        bench.start();

        assertThat(bench.client.status().cause()).isEmpty();
        bench.runFor(Duration.ofMinutes(5));
        assertThat(bench.cloud.log()).filteredOn(PUBLISH::equals).hasSize(1);
    }

    @Test
    void a_device_publishes_again_what_an_answer_gives_no_instance() {
        CloudBench bench = new CloudBench();
        bench.cloud.on(
                PUBLISH,
                answer(
                        link("/oic/d", 1),
                        new MapWriter().text("href", "/light/1").toMap()));

        bench.start();

        assertThat(bench.client.status().cause().orElseThrow().describe()).contains("the instance of /light/1");
        bench.runFor(Duration.ofMinutes(1));
        assertThat(bench.client.status().cause()).isEmpty();
        assertThat(bench.cloud.log()).filteredOn(PUBLISH::equals).hasSize(2);
        assertThat(bench.cloud.directory()).containsOnlyKeys("/light/1");
    }

    private static CborMap link(String href, int instance) {
        return new MapWriter()
                .text("href", href)
                .integer("ins", instance)
                .value("eps", CborSimple.NULL)
                .value("rt", CborSimple.NULL)
                .text("p", "discoverable")
                .toMap();
    }

    private static CloudReply answer(CborMap... links) {
        byte[] body =
                new MapWriter().value("links", new CborArray(List.of(links))).toBytes();
        return CloudReply.body(HexFormat.of().formatHex(body));
    }
}
