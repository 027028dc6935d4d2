package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dps4j.dps.dhcp.DhcpResult;
import org.dps4j.dps.dhcp.VendorEncapsulatedOptions;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.dps.scripted.Reply;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.pki.Fingerprint;
import org.dps4j.protocol.pki.HashAlgorithm;
import org.junit.jupiter.api.Test;

/** How a client takes another configuration while it runs. */
class ReconfigurationTest {

    private static final Fingerprint HASH = new Fingerprint(HashAlgorithm.SHA256, Bytes.ofHex("01".repeat(32)));
    private static final VendorEncapsulatedOptions TOLD =
            new VendorEncapsulatedOptions(Optional.of(DpsEndpoint.of(Bench.SECOND)), Optional.of(HASH));

    private final Bench bench = new Bench();

    @Test
    void a_change_of_a_part_keeps_what_was_changed_meanwhile() {
        int[] asked = {0};

        bench.client.reconfigure(now -> {
            if (asked[0]++ == 0) {
                bench.client.reconfigure(before -> before.withServerFingerprint(HASH));
            }
            return now.withRetry(RetryTable.ofSeconds(1));
        });

        assertThat(bench.client.config())
                .isEqualTo(DpsConfig.DEFAULTS.withRetry(RetryTable.ofSeconds(1)).withServerFingerprint(HASH));
        assertThat(asked[0]).isEqualTo(2);
    }

    @Test
    void nothing_in_place_of_a_configuration_is_refused_at_once_and_harms_nothing() {
        assertThatNullPointerException().isThrownBy(() -> bench.client.reconfigure((DpsConfig) null));
        assertThatNullPointerException().isThrownBy(() -> bench.client.reconfigure(now -> null));

        bench.service.on(ProvisioningStep.TIME, Reply.code("5.03"));
        bench.start();
        bench.runFor(Duration.ofSeconds(15));

        assertThat(bench.provisioned()).isTrue();
    }

    @Test
    void nothing_in_place_of_options_a_listener_or_a_part_is_refused_at_once() {
        assertThatNullPointerException().isThrownBy(() -> bench.client.applyDhcpOptions(null));
        assertThatNullPointerException().isThrownBy(() -> bench.client.addListener(null));
        assertThatNullPointerException().isThrownBy(() -> DpsClient.builder(null));
        DpsClientBuilder builder = DpsClient.builder(bench.device);
        assertThatNullPointerException().isThrownBy(() -> builder.config(null));
        assertThatNullPointerException().isThrownBy(() -> builder.endpoint((DpsEndpoint) null));
        assertThatNullPointerException().isThrownBy(() -> builder.cloud(null));
        assertThatNullPointerException().isThrownBy(() -> builder.transport(null));
        assertThatNullPointerException().isThrownBy(() -> builder.resources(null));
        assertThatNullPointerException().isThrownBy(() -> builder.listener(null));
        assertThatNullPointerException().isThrownBy(() -> builder.log(null));
    }

    @Test
    void a_closed_client_takes_no_options_and_stores_nothing_of_them() {
        bench.client.close();
        bench.loop.runUntilIdle();
        int saves = bench.store.saved.size();

        CompletableFuture<DhcpResult> result = bench.client.applyDhcpOptions(TOLD);
        bench.loop.runUntilIdle();

        assertThat(result).isCancelled();
        assertThat(bench.store.saved).hasSize(saves);
        assertThat(bench.client.config().serverFingerprint()).isEmpty();
    }
}
