package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.dps.machine.ProvisioningStep.ACLS;
import static org.dps4j.dps.machine.ProvisioningStep.CLOUD;
import static org.dps4j.dps.machine.ProvisioningStep.CREDENTIALS;
import static org.dps4j.dps.machine.ProvisioningStep.OWNER;
import static org.dps4j.dps.machine.ProvisioningStep.TIME;

import java.time.Duration;
import java.util.Map;
import org.dps4j.device.Device;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.scripted.Reply;
import org.dps4j.dps.scripted.ScriptedService;
import org.junit.jupiter.api.Test;

/** Where a service that names another one leads. */
class RedirectTest {

    private final Bench bench = new Bench();

    @Test
    void a_redirect_moves_the_rest_to_the_other_service_under_the_same_name() {
        ScriptedService second = new ScriptedService(bench.loop::now).showing(bench.service.certificate());
        bench.transport.listen(Bench.SECOND, second);
        bench.service.on(CLOUD, Reply.redirect(DpsEndpoint.of(Bench.SECOND).uri()));

        bench.start();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(bench.provisioned()).isTrue();
        assertThat(bench.service.counts()).isEqualTo(Map.of(TIME, 1, OWNER, 1, CLOUD, 1));
        assertThat(second.counts()).isEqualTo(Map.of(CREDENTIALS, 1, ACLS, 1));
        assertThat(bench.client.endpoints().selected()).contains(DpsEndpoint.of(Bench.SECOND));
        assertThat(bench.notes.failures).isEmpty();
    }

    @Test
    void a_redirect_holds_after_a_restart_until_the_application_names_another_service() {
        ScriptedService second = new ScriptedService(bench.loop::now).showing(bench.service.certificate());
        bench.transport.listen(Bench.SECOND, second);
        bench.service.on(CLOUD, Reply.redirect(DpsEndpoint.of(Bench.SECOND).uri()));
        second.on(CREDENTIALS, Reply.silence());
        bench.start();
        bench.runFor(Duration.ofSeconds(1));
        bench.client.close();

        Device again = bench.open(bench.store);
        DpsClient restarted = bench.client(again, DpsConfig.DEFAULTS);
        assertThat(restarted.storedRedirect()).contains(DpsEndpoint.of(Bench.SECOND));
        ProvisioningTest.start(restarted);
        bench.runFor(Duration.ofSeconds(1));

        assertThat(restarted.snapshot().isProvisioned()).isTrue();
        assertThat(restarted.storedRedirect()).isEmpty();
        assertThat(restarted.endpoints().selected()).contains(DpsEndpoint.of(Bench.SECOND));
        assertThat(bench.service.counts()).isEqualTo(Map.of(TIME, 1, OWNER, 1, CLOUD, 1));
        assertThat(second.counts()).isEqualTo(Map.of(CREDENTIALS, 2, ACLS, 1));
        restarted.close();
        DpsClient other = bench.client(again, DpsConfig.DEFAULTS);
        other.endpoints().replaceWith(DpsEndpoint.of("coaps+tcp://third.test"));
        assertThat(other.storedRedirect()).isEmpty();
        ProvisioningTest.start(other);
        bench.runFor(Duration.ofSeconds(1));
        assertThat(other.endpoints().all()).containsExactly(DpsEndpoint.of("coaps+tcp://third.test"));
    }

    @Test
    void a_redirect_that_comes_after_the_stop_does_not_undo_what_the_application_chose() {
        bench.service.on(CLOUD, Reply.redirect(DpsEndpoint.of(Bench.SECOND).uri()));
        bench.start();
        bench.runFor(Duration.ofMillis(5));
        bench.store.holding = true;
        bench.runFor(Duration.ofSeconds(1));
        assertThat(bench.service.counts()).containsKey(CLOUD);

        bench.client.stop();
        bench.client.endpoints().replaceWith(DpsEndpoint.of("coaps+tcp://third.test"));
        bench.runFor(Duration.ofSeconds(1));
        bench.store.release();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(bench.device.state().cloud().isProvisioned()).isTrue();
        assertThat(bench.client.endpoints().all()).containsExactly(DpsEndpoint.of("coaps+tcp://third.test"));
    }
}
