package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.scripted.Reply;
import org.junit.jupiter.api.Test;

/** A way to the services that throws where it must not strands no device. */
class TransportFaultsTest {

    private static final Duration NEXT_ATTEMPT = Duration.ofSeconds(25);

    private final Bench bench = new Bench();
    private final AwkwardTransport transport = new AwkwardTransport(bench.transport);
    private final List<String> lines = new ArrayList<>();
    private final DpsClient client = DpsClient.builder(bench.device)
            .endpoint(DpsEndpoint.of(Bench.FIRST))
            .transport(transport)
            .cloud(bench.cloud)
            .listener(bench.notes)
            .log((level, line) -> lines.add(level + " " + line))
            .build();

    @Test
    void a_connection_that_cannot_be_closed_keeps_no_attempt_from_being_made() {
        transport.closingFails = true;
        bench.service.on(ProvisioningStep.OWNER, Reply.code("5.00"));

        ProvisioningTest.start(client);
        bench.runFor(NEXT_ATTEMPT);

        assertThat(client.snapshot().isProvisioned()).isTrue();
        assertThat(bench.notes.failures)
                .singleElement()
                .extracting(Bench.Failed::failure)
                .isInstanceOf(Failure.Rejected.class);
        assertThat(lines)
                .anyMatch(line -> line.startsWith("ERROR")
                        && line.contains("Disconnect")
                        && line.contains("NoClassDefFoundError"));
    }

    @Test
    void a_connection_that_throws_an_error_at_a_request_is_a_fault_of_the_device_with_a_next_attempt() {
        bench.service.on(ProvisioningStep.OWNER, Reply.rightAfter(() -> transport.askingFails = true));

        ProvisioningTest.start(client);
        bench.runFor(Duration.ofSeconds(1));
        assertThat(bench.notes.failures).singleElement().satisfies(failed -> {
            assertThat(failed.step()).isEqualTo(ProvisioningStep.CLOUD);
            assertThat(failed.failure()).isInstanceOf(Failure.LocalFault.class);
            assertThat(failed.failure().describe()).contains("NoClassDefFoundError");
        });
        transport.askingFails = false;
        bench.runFor(NEXT_ATTEMPT);

        assertThat(client.snapshot().isProvisioned()).isTrue();
        assertThat(bench.service.counts().values()).containsOnly(1);
    }

    @Test
    void a_connection_that_cannot_be_closed_keeps_no_renewal_from_being_made() {
        bench.service.on(
                ProvisioningStep.CREDENTIALS,
                Reply.certificateUntil(bench.loop.now().plus(Duration.ofDays(1))));
        ProvisioningTest.start(client);
        bench.runFor(Duration.ofSeconds(1));
        assertThat(client.snapshot().isProvisioned()).isTrue();
        transport.closingFails = true;
        bench.service.on(ProvisioningStep.CREDENTIALS, Reply.code("5.00"));

        bench.runFor(Duration.ofHours(23));

        assertThat(bench.service.counts()).containsEntry(ProvisioningStep.CREDENTIALS, 3);
        assertThat(client.snapshot().renewal()).isPresent();
    }

    @Test
    void a_transport_that_cannot_be_closed_leaves_nobody_waiting() {
        CompletableFuture<Snapshot> provisioned = client.provisioned();
        transport.closingFails = true;

        client.close();
        bench.loop.runUntilIdle();

        assertThat(provisioned).isCancelled();
        assertThat(transport.closed).isEqualTo(1);
    }
}
