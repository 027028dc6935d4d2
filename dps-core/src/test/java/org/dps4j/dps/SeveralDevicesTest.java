package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.dps4j.device.Device;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.dps.scripted.Reply;
import org.dps4j.dps.scripted.ScriptedService;
import org.junit.jupiter.api.Test;

/** Several devices of one process, on one loop: what one does is nothing to the others. */
class SeveralDevicesTest {

    private final Bench bench = new Bench();
    private final ScriptedService second = new ScriptedService(bench.loop::now).showing(bench.service.certificate());
    private final Bench.Notes notes = new Bench.Notes();
    private final Bench.NotingCloud cloud = new Bench.NotingCloud();
    private final Device another = bench.open(new FaultyStore());
    private final DpsClient client = DpsClient.builder(another)
            .config(DpsConfig.DEFAULTS.withRetry(RetryTable.ofSeconds(2)))
            .endpoint(DpsEndpoint.of(Bench.SECOND))
            .transport(bench.transport.listen(Bench.SECOND, second))
            .cloud(cloud)
            .listener(notes)
            .build();

    @Test
    void each_is_provisioned_by_its_own_service_with_its_own_patience() {
        bench.service.on(ProvisioningStep.OWNER, Reply.code("4.03"));
        second.on(ProvisioningStep.OWNER, Reply.code("4.03"));

        bench.start();
        ProvisioningTest.start(client);
        bench.runFor(Duration.ofSeconds(3));

        assertThat(client.snapshot().isProvisioned()).isTrue();
        assertThat(bench.provisioned()).isFalse();
        bench.runFor(Duration.ofSeconds(10));
        assertThat(bench.provisioned()).isTrue();
        assertThat(another.state().id()).isNotEqualTo(bench.device.state().id());
        assertThat(another.state().key()).isNotEqualTo(bench.device.state().key());
        assertThat(bench.service.counts()).containsEntry(ProvisioningStep.ACLS, 1);
        assertThat(second.counts()).containsEntry(ProvisioningStep.ACLS, 1);
        assertThat(notes.failures).hasSize(1);
        assertThat(cloud.started).hasSize(1);
    }

    @Test
    void one_that_is_stopped_reset_or_closed_leaves_the_other_as_it_is() {
        bench.start();
        ProvisioningTest.start(client);
        bench.runFor(Duration.ofSeconds(1));
        Snapshot before = bench.client.snapshot();

        client.forceReprovision();
        client.stop();
        client.onFactoryReset();
        client.close();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(bench.client.snapshot()).isEqualTo(before);
        assertThat(bench.client.isStarted()).isTrue();
        assertThat(bench.client.isReprovisionForced()).isFalse();
        assertThat(bench.client.endpoints().selected()).contains(DpsEndpoint.of(Bench.FIRST));
        assertThat(client.endpoints().all()).isEmpty();
    }
}
