package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.dps4j.device.cloud.client.CloudRetry;
import org.dps4j.device.cloud.transport.CloudDial;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.observer.ObserverSettings;
import org.dps4j.protocol.payload.cloud.CloudServer;
import org.junit.jupiter.api.Test;

/** A fresh device whose cloud has a server that nobody reaches before the one that is there, until it is online. */
class SecondServerTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final URI LIVE = URI.create("coaps+tcp://live.test:5684");
    private static final ObserverSettings IMPATIENT = new ObserverSettings(5, Duration.ofSeconds(1));
    private static final ObserverSettings PATIENT = new ObserverSettings(255, Duration.ofSeconds(1));
    private static final CloudRetry ONE_ATTEMPT = CloudRetry.ofTimeouts(List.of(Duration.ofSeconds(5)));
    private static final Map<ProvisioningStep, Integer> ONCE_EACH = Map.of(
            ProvisioningStep.TIME, 1,
            ProvisioningStep.OWNER, 1,
            ProvisioningStep.CLOUD, 1,
            ProvisioningStep.CREDENTIALS, 1,
            ProvisioningStep.ACLS, 1);
    private static final Map<ProvisioningStep, Integer> CREDENTIALS_AND_RULES_TWICE = Map.of(
            ProvisioningStep.TIME, 1,
            ProvisioningStep.OWNER, 1,
            ProvisioningStep.CLOUD, 1,
            ProvisioningStep.CREDENTIALS, 2,
            ProvisioningStep.ACLS, 2);

    @Test
    void the_observer_turns_to_the_second_server_of_the_cloud() {
        JoiningBench joining = new JoiningBench(7);
        secondIs(joining, joining.bench.service.answers().cloudId());

        comesOnline(joining, IMPATIENT);

        assertThat(joining.bench.service.counts()).isEqualTo(ONCE_EACH);
    }

    @Test
    void the_cloud_client_turns_to_the_second_server_of_the_cloud_by_itself() {
        JoiningBench joining = new JoiningBench(7, ONE_ATTEMPT);
        secondIs(joining, joining.bench.service.answers().cloudId());

        comesOnline(joining, PATIENT);

        assertThat(joining.bench.service.counts()).isEqualTo(ONCE_EACH);
    }

    @Test
    void the_observer_turns_to_a_server_of_another_cloud_with_credentials_and_rules_for_it() {
        JoiningBench joining = new JoiningBench(7);
        secondIs(joining, UUID.randomUUID());

        comesOnline(joining, IMPATIENT);

        assertThat(joining.bench.service.counts()).isEqualTo(CREDENTIALS_AND_RULES_TWICE);
        assertNewIdentityShown(joining);
    }

    @Test
    void the_cloud_client_turns_to_a_server_of_another_cloud_and_gets_credentials_and_rules_for_it() {
        JoiningBench joining = new JoiningBench(7, ONE_ATTEMPT);
        secondIs(joining, UUID.randomUUID());

        comesOnline(joining, PATIENT);

        assertThat(joining.bench.service.counts()).isEqualTo(CREDENTIALS_AND_RULES_TWICE);
        assertNewIdentityShown(joining);
    }

    private static void secondIs(JoiningBench joining, UUID cloudId) {
        joining.way.silence(JoiningBench.CLOUD);
        joining.way.listen(LIVE.toString(), joining.cloud);
        joining.bench.service.answers().alsoAt(new CloudServer(LIVE, cloudId));
    }

    private static void comesOnline(JoiningBench joining, ObserverSettings observer) {
        Bench bench = joining.bench;
        bench.client.reconfigure(DpsConfig.DEFAULTS.withObserver(observer));
        bench.start();
        bench.runFor(MINUTE);

        joining.assertOnline();
        assertThat(bench.provisioned()).isTrue();
        assertThat(bench.device.state().cloud().selected().uri()).isEqualTo(LIVE);
        assertThat(servers(joining).distinct()).containsExactly(URI.create(JoiningBench.CLOUD), LIVE);

        bench.runFor(MINUTE.multipliedBy(60));
        joining.assertOnline();
    }

    private static Stream<URI> servers(JoiningBench joining) {
        return joining.way.dials().stream().map(CloudDial::server);
    }

    private static void assertNewIdentityShown(JoiningBench joining) {
        List<CloudDial> dials = joining.way.dials();
        CloudDial last = dials.get(dials.size() - 1);

        assertThat(last.identity())
                .isEqualTo(joining.bench.device.state().identity().orElseThrow());
        assertThat(last.identity().chain()).isNotEqualTo(dials.get(0).identity().chain());
    }
}
