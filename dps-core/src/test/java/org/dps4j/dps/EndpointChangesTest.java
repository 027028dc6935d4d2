package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dps4j.device.Device;
import org.dps4j.dps.dhcp.DhcpResult;
import org.dps4j.dps.dhcp.VendorEncapsulatedOptions;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.dps.scripted.Reply;
import org.dps4j.loop.Cancellable;
import org.junit.jupiter.api.Test;

/** Who hears that the services changed, and what he cannot break. */
class EndpointChangesTest {

    private static final DpsEndpoint FIRST = DpsEndpoint.of(Bench.FIRST);
    private static final DpsEndpoint SECOND = DpsEndpoint.of(Bench.SECOND);

    private final Bench bench = new Bench(DpsConfig.DEFAULTS.withRetry(RetryTable.ofSeconds(1)));
    private final List<String> lines = new ArrayList<>();

    private static void fail() {
        throw new IllegalStateException("a bug of the application");
    }

    private DpsClient client(Device device) {
        return DpsClient.builder(device)
                .config(DpsConfig.DEFAULTS.withRetry(RetryTable.ofSeconds(1)))
                .endpoint(FIRST)
                .transport(bench.transport)
                .cloud(bench.cloud)
                .log((level, line) -> lines.add(level + " " + line))
                .build();
    }

    @Test
    void a_listener_that_throws_does_not_keep_the_next_service_from_being_asked() {
        DpsClient client = client(bench.device);
        client.endpoints().replaceWith(SECOND);
        client.endpoints().add(FIRST);
        client.endpoints().onChange(EndpointChangesTest::fail);

        ProvisioningTest.start(client);
        bench.runFor(Duration.ofSeconds(3));

        assertThat(client.snapshot().isProvisioned()).isTrue();
        assertThat(lines)
                .anyMatch(line -> line.startsWith("ERROR") && line.contains("endpoints") && line.contains("a bug"));
    }

    @Test
    void a_listener_that_throws_does_not_keep_a_stored_redirect_from_being_followed() {
        tell(bench.client);
        DpsClient client = client(bench.device);
        bench.transport.listen(Bench.SECOND, bench.service);
        client.endpoints().onChange(EndpointChangesTest::fail);

        ProvisioningTest.start(client);
        bench.runFor(Duration.ofSeconds(3));

        assertThat(client.endpoints().selected()).contains(SECOND);
        assertThat(client.snapshot().isProvisioned()).isTrue();
    }

    @Test
    void a_redirect_by_a_service_that_the_application_replaced_meanwhile_is_neither_followed_nor_remembered() {
        bench.service.on(
                ProvisioningStep.CLOUD,
                Reply.redirectAfter(
                        URI.create("coaps+tcp://third.test:20030"),
                        () -> bench.client.endpoints().replaceWith(SECOND)));

        bench.start();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(bench.client.endpoints().all()).containsExactly(SECOND);
        assertThat(DpsMemory.of(bench.device.state()).moved()).isEmpty();
        assertThat(bench.provisioned()).isTrue();
    }

    @Test
    void a_service_that_names_itself_is_not_asked_first_after_a_restart() {
        bench.transport.listen(Bench.SECOND, bench.service);
        bench.service.on(ProvisioningStep.CLOUD, Reply.redirect(SECOND.uri()));
        bench.client.endpoints().add(SECOND);
        bench.client.endpoints().select(SECOND);
        bench.start();
        bench.runFor(Duration.ofSeconds(1));
        assertThat(bench.provisioned()).isTrue();

        DpsClient again = client(bench.device);
        again.endpoints().add(SECOND);

        assertThat(again.endpoints().selected()).contains(FIRST);
        assertThat(again.storedRedirect()).isEmpty();
    }

    @Test
    void a_listener_that_throws_does_not_make_an_error_of_what_dhcp_said() {
        bench.client.endpoints().onChange(() -> {
            throw new NoClassDefFoundError("a jar of the application is not there");
        });

        assertThat(tell(bench.client)).isEqualTo(DhcpResult.NEED_REPROVISION);
    }

    @Test
    void a_start_without_a_service_keeps_what_was_ordered_for_the_next_one() {
        bench.start();
        bench.runFor(Duration.ofSeconds(1));
        bench.client.stop();
        bench.client.forceReprovision();
        bench.client.endpoints().remove(FIRST);
        bench.runFor(Duration.ofSeconds(1));
        int mask = bench.client.snapshot().mask();

        bench.start();
        bench.runFor(Duration.ofSeconds(1));
        assertThat(bench.client.isStarted()).isFalse();
        assertThat(bench.client.isReprovisionForced()).isTrue();
        assertThat(bench.client.snapshot().mask()).isEqualTo(mask);

        bench.client.endpoints().add(FIRST);
        bench.start();
        bench.runFor(Duration.ofSeconds(1));
        assertThat(bench.service.counts().values()).containsOnly(2);
    }

    @Test
    void a_cancelled_listener_hears_nothing_more() {
        List<String> heard = new ArrayList<>();
        Cancellable listening = bench.client.endpoints().onChange(() -> heard.add("changed"));
        bench.client.endpoints().add(SECOND);

        listening.cancel();
        bench.client.endpoints().select(SECOND);

        assertThat(heard).hasSize(1);
    }

    @Test
    void a_change_to_nothing_is_refused_and_changes_nothing() {
        assertThatNullPointerException()
                .isThrownBy(() -> bench.client.endpoints().change(list -> null))
                .withMessageContaining("EndpointList.EMPTY");
        assertThat(bench.client.endpoints().selected()).contains(FIRST);
    }

    private DhcpResult tell(DpsClient client) {
        CompletableFuture<DhcpResult> result =
                client.applyDhcpOptions(new VendorEncapsulatedOptions(Optional.of(SECOND), Optional.empty()));
        bench.loop.runUntilIdle();
        return result.join();
    }
}
