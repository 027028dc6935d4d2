package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicReference;
import org.dps4j.device.resource.ResourceDescription;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.endpoint.DpsEndpoints;
import org.dps4j.dps.endpoint.EndpointList;
import org.dps4j.dps.resource.ConfigurationResource;
import org.junit.jupiter.api.Test;

/** Whether the configuration resource is there, whatever two threads want at once. */
class ShownProvisioningTest {

    private static final DpsLog SILENT = (level, line) -> {};

    private final Bench bench = new Bench();
    private final DeviceResources resources = DeviceResources.of(bench.device);

    private DpsClient client() {
        return DpsClient.builder(bench.device)
                .endpoint(DpsEndpoint.of(Bench.FIRST))
                .transport(bench.transport)
                .cloud(bench.cloud)
                .resources(resources)
                .build();
    }

    private boolean isThere() {
        return resources.descriptions().stream()
                .map(ResourceDescription::href)
                .anyMatch(ConfigurationResource.HREF::equals);
    }

    @Test
    void it_is_not_shown_once_the_client_is_closed() {
        DpsClient client = client();
        ToldServices services = new ToldServices(
                bench.device,
                new DpsEndpoints(EndpointList.EMPTY, failure -> {}),
                new AtomicReference<>(DpsConfig.DEFAULTS),
                client::life,
                SILENT);
        ShownProvisioning shown = new ShownProvisioning(client, resources, services, SILENT);

        client.close();
        shown.show();

        assertThat(isThere()).isFalse();
    }

    @Test
    void one_that_another_client_shows_is_left_to_that_one() {
        DpsClient first = client();
        DpsClient second = client();
        first.addConfigurationResource();

        assertThatIllegalArgumentException().isThrownBy(second::addConfigurationResource);
        second.close();

        assertThat(isThere()).isTrue();
        first.close();
        assertThat(isThere()).isFalse();
    }

    @Test
    void it_is_gone_once_it_is_removed_whatever_two_threads_did_before() {
        DpsClient client = client();
        CyclicBarrier both = new CyclicBarrier(2);

        for (int round = 0; round < 2_000; round++) {
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
                meet(both);
                client.removeConfigurationResource();
            });
            meet(both);
            client.addConfigurationResource();
            other.join();
            client.removeConfigurationResource();

            assertThat(isThere()).as("after round %d", round).isFalse();
            bench.loop.runUntilIdle();
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
