package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dps4j.device.Device;
import org.dps4j.dps.dhcp.DhcpResult;
import org.dps4j.dps.dhcp.VendorEncapsulatedOptions;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.endpoint.EndpointList;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.scripted.Reply;
import org.dps4j.dps.trust.ServerVerification;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.pki.Fingerprint;
import org.dps4j.protocol.pki.HashAlgorithm;
import org.junit.jupiter.api.Test;

class DhcpOptionsTest {

    private static final DpsEndpoint FIRST = DpsEndpoint.of(Bench.FIRST);
    private static final DpsEndpoint SECOND = DpsEndpoint.of(Bench.SECOND);
    private static final Fingerprint HASH = new Fingerprint(HashAlgorithm.SHA256, Bytes.ofHex("01".repeat(32)));

    private final Bench bench = new Bench();

    DhcpOptionsTest() {
        bench.transport.listen(Bench.SECOND, bench.service);
    }

    @Test
    void a_device_that_is_told_of_another_service_is_provisioned_by_it() throws Exception {
        bench.start();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(tell(SECOND, Optional.of(HASH))).isEqualTo(DhcpResult.NEED_REPROVISION);
        assertThat(bench.client.endpoints().list()).isEqualTo(EndpointList.of(SECOND));
        assertThat(bench.client.config().serverFingerprint()).contains(HASH);

        bench.provisionAgain();
        bench.runFor(Duration.ofSeconds(1));
        assertThat(bench.provisioned()).isTrue();
        assertThat(bench.notes.started).hasSize(10);
        assertThat(tell(SECOND, Optional.of(HASH))).isEqualTo(DhcpResult.NOT_CHANGED);
    }

    @Test
    void a_new_fingerprint_of_the_service_that_provisioned_the_device_starts_nothing_anew() {
        bench.start();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(tell(FIRST, Optional.of(HASH))).isEqualTo(DhcpResult.UPDATED);
        assertThat(tell(FIRST, Optional.of(HASH))).isEqualTo(DhcpResult.NOT_CHANGED);
        assertThat(bench.client.endpoints().list()).isEqualTo(EndpointList.of(FIRST));
    }

    @Test
    void options_without_a_fingerprint_take_nobody_the_one_that_is_configured() {
        bench.client.reconfigure(
                now -> now.withVerification(ServerVerification.SKIPPED).withServerFingerprint(HASH));

        assertThat(tell(FIRST, Optional.empty())).isEqualTo(DhcpResult.NOT_CHANGED);
        assertThat(bench.client.config().serverFingerprint()).contains(HASH);
        assertThat(tell(SECOND, Optional.empty())).isEqualTo(DhcpResult.NEED_REPROVISION);
        assertThat(bench.client.config().serverFingerprint()).contains(HASH);
    }

    @Test
    void options_from_before_a_factory_reset_are_not_taken_and_later_ones_are() {
        bench.start();
        bench.runFor(Duration.ofSeconds(1));
        bench.store.holding = true;
        var told = bench.client.applyDhcpOptions(new VendorEncapsulatedOptions(Optional.of(SECOND), Optional.of(HASH)));
        bench.runFor(Duration.ofMillis(1));

        bench.client.onFactoryReset();
        bench.store.release();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(told).isCompletedWithValue(DhcpResult.ERROR);
        assertThat(bench.client.endpoints().list()).isEqualTo(EndpointList.EMPTY);
        assertThat(bench.client.config().serverFingerprint()).isEmpty();
        assertThat(tell(SECOND, Optional.of(HASH))).isEqualTo(DhcpResult.NEED_REPROVISION);
        assertThat(bench.client.endpoints().list()).isEqualTo(EndpointList.of(SECOND));
    }

    @Test
    void a_device_that_is_not_provisioned_is_to_start_anew_with_a_new_fingerprint() {
        assertThat(tell(FIRST, Optional.of(HASH))).isEqualTo(DhcpResult.NEED_REPROVISION);
        assertThat(tell(FIRST, Optional.of(HASH))).isEqualTo(DhcpResult.NOT_CHANGED);
    }

    @Test
    void a_program_that_names_the_same_services_goes_on_with_the_one_of_dhcp_after_its_restart() {
        tell(SECOND, Optional.empty());
        bench.start();
        bench.runFor(Duration.ofSeconds(1));
        bench.client.close();
        Device again = bench.open(bench.store);
        DpsClient client = bench.client(again, DpsConfig.DEFAULTS);

        assertThat(client.storedRedirect()).contains(SECOND);
        assertThat(tell(client, SECOND, Optional.empty())).isEqualTo(DhcpResult.NOT_CHANGED);
        assertThat(tell(client, SECOND, Optional.of(HASH))).isEqualTo(DhcpResult.UPDATED);
        ProvisioningTest.start(client);
        bench.runFor(Duration.ofSeconds(1));
        assertThat(client.endpoints().selected()).contains(SECOND);
        assertThat(bench.notes.started).hasSize(5);
    }

    @Test
    void a_program_that_names_no_service_starts_with_the_one_of_dhcp() throws Exception {
        bench.client.endpoints().remove(FIRST);
        assertThat(bench.client.start()).isEqualTo(StartResult.NO_ENDPOINT_SELECTED);

        assertThat(tell(SECOND, Optional.empty())).isEqualTo(DhcpResult.NEED_REPROVISION);

        assertThat(bench.client.start()).isEqualTo(StartResult.STARTED);
        bench.runFor(Duration.ofSeconds(1));
        assertThat(bench.provisioned()).isTrue();
        DpsClient next = DpsClient.builder(bench.open(bench.store))
                .transport(bench.transport)
                .cloud(bench.cloud)
                .build();
        assertThat(next.start()).isEqualTo(StartResult.STARTED);
    }

    @Test
    void a_service_that_sends_the_device_elsewhere_is_no_news_when_dhcp_names_it_again() {
        bench.service.on(ProvisioningStep.CLOUD, Reply.redirect(SECOND.uri()));
        tell(FIRST, Optional.empty());
        bench.start();
        bench.runFor(Duration.ofSeconds(1));
        assertThat(bench.client.endpoints().selected()).contains(SECOND);

        assertThat(tell(FIRST, Optional.empty())).isEqualTo(DhcpResult.NOT_CHANGED);
        bench.client.endpoints().select(FIRST);
        assertThat(tell(SECOND, Optional.empty())).isEqualTo(DhcpResult.NOT_CHANGED);
    }

    @Test
    void a_service_that_the_program_named_and_did_not_select_takes_the_place_of_all() {
        bench.client.endpoints().add(SECOND);

        assertThat(tell(SECOND, Optional.empty())).isEqualTo(DhcpResult.NEED_REPROVISION);
        assertThat(bench.client.endpoints().list()).isEqualTo(EndpointList.of(SECOND));
    }

    @Test
    void what_cannot_be_stored_is_not_taken_and_may_be_told_again() {
        bench.store.failures = 1;

        assertThat(tell(SECOND, Optional.of(HASH))).isEqualTo(DhcpResult.ERROR);
        assertThat(bench.client.endpoints().list()).isEqualTo(EndpointList.of(FIRST));
        assertThat(bench.client.config().serverFingerprint()).isEmpty();

        assertThat(tell(SECOND, Optional.of(HASH))).isEqualTo(DhcpResult.NEED_REPROVISION);
    }

    @Test
    void a_factory_reset_forgets_the_service_of_dhcp_and_its_fingerprint() {
        tell(SECOND, Optional.of(HASH));
        bench.start();
        bench.runFor(Duration.ofSeconds(1));

        bench.reset();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(bench.client.endpoints().list()).isEqualTo(EndpointList.of(FIRST));
        assertThat(bench.client.config()).isEqualTo(DpsConfig.DEFAULTS);
        assertThat(bench.provisioned()).isTrue();
    }

    @Test
    void nothing_is_done_inside_the_call() {
        List<DhcpResult> results = new ArrayList<>();

        var unused = bench.client
                .applyDhcpOptions(new VendorEncapsulatedOptions(Optional.of(SECOND), Optional.empty()))
                .thenAccept(results::add);

        assertThat(results).isEmpty();
        assertThat(bench.client.endpoints().list()).isEqualTo(EndpointList.of(FIRST));
    }

    private DhcpResult tell(DpsEndpoint endpoint, Optional<Fingerprint> fingerprint) {
        return tell(bench.client, endpoint, fingerprint);
    }

    private DhcpResult tell(DpsClient client, DpsEndpoint endpoint, Optional<Fingerprint> fingerprint) {
        CompletableFuture<DhcpResult> result =
                client.applyDhcpOptions(new VendorEncapsulatedOptions(Optional.of(endpoint), fingerprint));
        bench.runFor(Duration.ofSeconds(1));
        return result.join();
    }
}
