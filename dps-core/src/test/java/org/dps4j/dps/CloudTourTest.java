package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.UUID;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudFlag;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.observer.ObserverSettings;
import org.dps4j.dps.scripted.ConnectReply;
import org.dps4j.protocol.payload.cloud.CloudServer;
import org.junit.jupiter.api.Test;

/** The way of a device through the servers of its cloud, none of which takes it. */
class CloudTourTest {

    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final URI FIRST = URI.create("coaps+tcp://127.0.0.1:5684");
    private static final URI SECOND = URI.create("coaps+tcp://second.test:5684");

    private final Bench bench = new Bench();

    private void provision() {
        bench.cloud.reports = true;
        bench.start();
        bench.runFor(SOON);
        assertThat(bench.provisioned()).isTrue();
    }

    private int asked(ProvisioningStep step) {
        return bench.service.counts().getOrDefault(step, 0);
    }

    private URI[] turnedTo() {
        return bench.cloud.started.stream()
                .map(CloudConfiguration::selected)
                .map(CloudServer::uri)
                .toArray(URI[]::new);
    }

    @Test
    void a_server_of_the_same_cloud_is_looked_at_as_long_as_the_first_and_needs_no_step_again() {
        bench.service
                .answers()
                .alsoAt(new CloudServer(SECOND, bench.service.answers().cloudId()));
        provision();

        bench.runFor(HALF_A_MINUTE);
        assertThat(turnedTo()).containsExactly(FIRST, SECOND);
        bench.runFor(HALF_A_MINUTE.minus(SOON));
        assertThat(bench.service.counts().values()).containsOnly(1);

        bench.runFor(SOON.multipliedBy(2));
        assertThat(bench.service.counts().values()).containsOnly(2);
        assertThat(turnedTo()).containsExactly(FIRST, SECOND, FIRST);
    }

    @Test
    void a_server_of_another_cloud_gets_credentials_and_rules_of_its_own_and_the_tour_goes_on() {
        bench.service.answers().alsoAt(new CloudServer(SECOND, UUID.randomUUID()));
        provision();

        bench.runFor(HALF_A_MINUTE.plus(SOON));
        assertThat(asked(ProvisioningStep.CLOUD)).isEqualTo(1);
        assertThat(asked(ProvisioningStep.CREDENTIALS)).isEqualTo(2);
        assertThat(asked(ProvisioningStep.ACLS)).isEqualTo(2);
        assertThat(bench.provisioned()).isTrue();
        assertThat(bench.device.state().cloud().selected().uri()).isEqualTo(SECOND);

        bench.runFor(HALF_A_MINUTE.plus(SOON));
        assertThat(asked(ProvisioningStep.TIME)).isEqualTo(2);
        assertThat(bench.device.state().cloud().selected().uri()).isEqualTo(FIRST);
    }

    @Test
    void credentials_that_end_on_the_way_put_the_tour_off_until_there_are_others() {
        bench.service
                .answers()
                .alsoAt(new CloudServer(SECOND, bench.service.answers().cloudId()));
        provision();
        bench.service.onConnect(Collections.nCopies(1_000, ConnectReply.REFUSED).toArray(ConnectReply[]::new));

        bench.device.clock().set(Instant.parse("2100-01-01T00:00:00Z"));
        bench.runFor(Duration.ofMinutes(2));
        assertThat(bench.provisioned()).isFalse();
        assertThat(bench.cloud.stops).isEqualTo(1);
        assertThat(turnedTo()).containsExactly(FIRST);

        bench.service.upAgain();
        bench.runFor(Duration.ofMinutes(10));
        assertThat(turnedTo()).startsWith(FIRST, FIRST);
    }

    @Test
    void without_looks_from_now_on_the_tour_ends_where_it_is_and_only_a_refusal_counts() {
        bench.service
                .answers()
                .alsoAt(new CloudServer(SECOND, bench.service.answers().cloudId()));
        provision();

        bench.client.reconfigure(DpsConfig.DEFAULTS.withObserver(ObserverSettings.DEFAULT.withMaxCount(0)));
        bench.runFor(Duration.ofDays(1));
        assertThat(turnedTo()).containsExactly(FIRST);
        assertThat(bench.service.counts().values()).containsOnly(1);

        bench.cloud.refuse();
        bench.runFor(SOON);
        assertThat(bench.service.counts().values()).containsOnly(2);
    }

    @Test
    void another_interval_counts_from_the_next_look_on() {
        provision();

        bench.client.reconfigure(DpsConfig.DEFAULTS.withObserver(new ObserverSettings(30, Duration.ofSeconds(10))));
        bench.runFor(Duration.ofSeconds(240));
        assertThat(asked(ProvisioningStep.TIME)).isEqualTo(1);
        bench.runFor(Duration.ofSeconds(60));
        assertThat(asked(ProvisioningStep.TIME)).isEqualTo(2);
    }

    @Test
    void a_device_that_was_online_stays_with_its_server_through_any_outage() {
        bench.service.answers().alsoAt(new CloudServer(SECOND, UUID.randomUUID()));
        provision();
        CloudServer first = bench.device.state().cloud().selected();
        bench.cloud.report(first, CloudFlag.REGISTERED, CloudFlag.LOGGED_IN);

        bench.cloud.report(first, CloudFlag.REGISTERED, CloudFlag.FAILURE);
        bench.runFor(Duration.ofDays(30));

        assertThat(turnedTo()).containsExactly(FIRST);
        assertThat(bench.service.counts().values()).containsOnly(1);
    }
}
