package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Duration;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.scripted.ScriptedService;
import org.dps4j.dps.trust.ServerNames;
import org.dps4j.dps.trust.ServerVerification;
import org.dps4j.protocol.pki.Fingerprint;
import org.dps4j.protocol.pki.HashAlgorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A device with a fingerprint before a service whose root it does not know. */
class TrustedServiceTest {

    private final Bench bench = new Bench();
    private final ScriptedService unknown = new ScriptedService(bench.loop::now);

    @ParameterizedTest
    @EnumSource(HashAlgorithm.class)
    void the_fingerprint_is_enough_for_the_time_and_for_everything_after_it(HashAlgorithm algorithm) {
        DpsConfig knowing = DpsConfig.DEFAULTS.withServerFingerprint(
                Fingerprint.of(algorithm, unknown.certificate().certificate()));

        provision(knowing);

        assertThat(bench.notes.failures).isEmpty();
        assertThat(unknown.counts()).containsOnlyKeys(ProvisioningStep.values());
        assertThat(bench.transport.dials())
                .hasSize(2)
                .allSatisfy(dial -> assertThat(dial.trust().fingerprint()).isEqualTo(knowing.serverFingerprint()));
    }

    @Test
    void without_it_the_service_is_not_even_asked_for_the_time() {
        provision(DpsConfig.DEFAULTS);

        assertRefused();
    }

    @ParameterizedTest
    @EnumSource(ServerVerification.class)
    void another_fingerprint_refuses_the_service_also_where_verification_is_skipped(ServerVerification verification) {
        X509Certificate another = bench.service.certificate().certificate();

        provision(DpsConfig.DEFAULTS
                .withVerification(verification)
                .withServerFingerprint(Fingerprint.of(HashAlgorithm.SHA256, another)));

        assertRefused();
    }

    @Test
    void a_service_that_is_not_the_host_that_was_asked_is_not_even_asked_for_the_time() {
        bench.transport.listen(Bench.SECOND, bench.service);
        bench.client.endpoints().replaceWith(DpsEndpoint.of(Bench.SECOND));
        bench.client.reconfigure(DpsConfig.DEFAULTS.withServerNames(ServerNames.ANY.withHostOfEndpoint()));
        bench.start();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(bench.notes.failures).singleElement().satisfies(failed -> {
            assertThat(failed.step()).isEqualTo(ProvisioningStep.TIME);
            assertThat(failed.failure().describe())
                    .contains("the host second.test")
                    .contains("found one for localhost, 127.0.0.1");
        });
        assertThat(bench.service.counts()).isEmpty();
    }

    @Test
    void an_anchor_that_came_with_provisioning_vouches_for_the_cloud_and_not_for_a_service() {
        bench.start();
        bench.runFor(Duration.ofSeconds(1));
        bench.service.counts().clear();

        bench.service.showing(bench.service.answers().serverOfTheCloud("first.test"));
        bench.provisionAgain();
        bench.runFor(Duration.ofSeconds(1));

        assertThat(bench.notes.failures)
                .singleElement()
                .satisfies(failed -> assertThat(failed.failure()).isInstanceOf(Failure.Untrusted.class));
        assertThat(bench.service.counts()).isEmpty();
    }

    private void provision(DpsConfig config) {
        bench.transport.listen(Bench.SECOND, unknown);
        bench.client.endpoints().replaceWith(DpsEndpoint.of(Bench.SECOND));
        bench.client.reconfigure(config);
        bench.start();
        bench.runFor(Duration.ofSeconds(1));
    }

    private void assertRefused() {
        assertThat(bench.notes.failures).singleElement().satisfies(failed -> {
            assertThat(failed.step()).isEqualTo(ProvisioningStep.TIME);
            assertThat(failed.failure()).isInstanceOf(Failure.Untrusted.class);
        });
        assertThat(unknown.counts()).isEmpty();
    }
}
