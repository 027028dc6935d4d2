package org.dps4j.device.cloud.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceStates;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.device.resource.ResourceDescription;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.protocol.coap.NettyLoops;
import org.junit.jupiter.api.Test;

/** What a cloud client owes those who wait for it, listen to it and close it. */
class CloudClientLifeTest {

    @Test
    void who_waits_for_it_to_be_online_hears_of_it_now_or_later_and_not_after_the_end() {
        CloudBench bench = new CloudBench();
        CompletableFuture<CloudStatus> later = bench.client.online();
        assertThat(later).isNotDone();

        bench.start();
        CompletableFuture<CloudStatus> now = bench.client.online();
        bench.runFor(Duration.ZERO);
        assertThat(later.join().isOnline()).isTrue();
        assertThat(now.join().isOnline()).isTrue();

        bench.client.close();
        assertThat(bench.client.online()).isCancelled();
    }

    @Test
    void a_closed_client_says_that_it_cannot_be_started() {
        CloudBench bench = new CloudBench();
        CompletableFuture<CloudStatus> online = bench.client.online();

        bench.client.close();

        assertThat(online).isCancelled();
        assertThatThrownBy(() -> bench.client
                        .start(
                                bench.device.state().id(),
                                bench.device.state().cloud(),
                                bench.device.state().identity().orElseThrow())
                        .toCompletableFuture()
                        .join())
                .hasRootCauseMessage("this cloud client was closed; build another one");
    }

    @Test
    void a_listener_is_told_once_how_it_stands_and_then_what_changes() {
        CloudBench bench = new CloudBench().start();
        List<CloudStatus> heard = new ArrayList<>();
        bench.client.addListener(noting(heard));
        assertThat(heard).as("outside of the loop").isEmpty();

        bench.runFor(Duration.ZERO);
        assertThat(heard).singleElement().isEqualTo(bench.client.status());
        assertThat(heard.get(0).isOnline()).isTrue();

        bench.transport.cut();
        bench.runFor(Duration.ofMillis(1));
        assertThat(heard)
                .hasSizeGreaterThan(1)
                .last()
                .satisfies(status -> assertThat(status.isOnline()).isFalse());
    }

    @Test
    void a_listener_that_is_taken_away_at_once_hears_nothing() {
        CloudBench bench = new CloudBench().start();
        List<CloudStatus> heard = new ArrayList<>();

        bench.client.addListener(noting(heard)).cancel();
        bench.runFor(Duration.ofMinutes(1));

        assertThat(bench.isOnline()).isTrue();
        assertThat(heard).isEmpty();
    }

    private static CloudListener noting(List<CloudStatus> heard) {
        return new CloudListener() {
            @Override
            public void onStatusChanged(CloudStatus status) {
                heard.add(status);
            }
        };
    }

    @Test
    void a_listener_that_fails_with_an_error_stops_nothing() {
        CloudBench bench = new CloudBench();
        bench.client.addListener(new CloudListener() {
            @Override
            public void onStatusChanged(CloudStatus status) {
                throw new AssertionError("broken on purpose");
            }
        });

        assertThat(bench.start().isOnline()).isTrue();
    }

    @Test
    void a_closed_client_takes_its_resource_along_and_another_one_may_follow() throws Exception {
        try (NettyLoops loops = NettyLoops.start("device", 1)) {
            Device device = Device.open(loops.next(), new MemoryDeviceStore(), DeviceStates::fresh)
                    .get(5, TimeUnit.SECONDS);
            DeviceResources resources = DeviceResources.of(device);
            OcfCloudClient first = OcfCloudClient.of(resources, CloudSettings.DEFAULTS);
            assertThatThrownBy(() -> OcfCloudClient.of(resources, CloudSettings.DEFAULTS))
                    .hasMessageContaining(CoapCloudConf.HREF);

            first.close();
            assertThat(resources.descriptions())
                    .extracting(ResourceDescription::href)
                    .doesNotContain(CoapCloudConf.HREF);

            OcfCloudClient second = OcfCloudClient.of(resources, CloudSettings.DEFAULTS);
            assertThat(resources.descriptions())
                    .extracting(ResourceDescription::href)
                    .contains(CoapCloudConf.HREF);
            second.close();
            second.close();
        }
    }
}
