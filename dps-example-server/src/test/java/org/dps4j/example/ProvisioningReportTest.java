package org.dps4j.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.dps4j.dps.PlannedRenewal;
import org.dps4j.dps.Snapshot;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.DpsError;
import org.dps4j.dps.machine.DpsStatus;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.loop.VirtualLoop;
import org.junit.jupiter.api.Test;

class ProvisioningReportTest {

    private static final Instant PROCESS_START = Instant.parse("2026-03-01T12:00:00Z");
    private static final DpsEndpoint ENDPOINT = DpsEndpoint.of(Options.DEFAULT_ENDPOINT);

    private final VirtualLoop loop = new VirtualLoop(1);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ProvisioningReport report =
            new ProvisioningReport(new PrintStream(printed, true, StandardCharsets.UTF_8), loop, PROCESS_START);
    private final Set<DpsStatus> status = EnumSet.of(DpsStatus.INITIALIZED);
    private Optional<PlannedRenewal> renewal = Optional.empty();

    @Test
    void says_how_long_each_step_and_all_of_them_took() {
        loop.setWallClock(PROCESS_START.plusMillis(400));
        for (ProvisioningStep step : ProvisioningStep.values()) {
            provision(step, Duration.ofMillis(20));
        }
        startCloud();

        assertThat(text())
                .containsSubsequence(
                        "Provisioning step time: done in 20 ms\n",
                        "Provisioning step owner: done in 20 ms\n",
                        "Provisioning step cloud: done in 20 ms\n",
                        "Provisioning step credentials: done in 20 ms\n",
                        "Provisioning step acls: done in 20 ms\n",
                        "Provisioned in 100 ms, 500 ms after the start of the process\n");
    }

    @Test
    void counts_a_step_from_its_last_attempt_and_the_whole_from_its_first() {
        report.onStepStarted(ProvisioningStep.TIME, 1, ENDPOINT);
        loop.advance(Duration.ofSeconds(7));
        for (ProvisioningStep step : ProvisioningStep.values()) {
            provision(step, Duration.ofMillis(20));
        }
        startCloud();

        assertThat(text()).contains("Provisioning step time: done in 20 ms\n").contains("Provisioned in 7100 ms");
    }

    @Test
    void a_device_that_needs_no_step_says_so() {
        status.addAll(Set.of(
                DpsStatus.HAS_TIME,
                DpsStatus.HAS_OWNER,
                DpsStatus.HAS_CLOUD,
                DpsStatus.HAS_CREDENTIALS,
                DpsStatus.HAS_ACLS));
        startCloud();

        assertThat(text()).contains("Provisioned before: no step was needed\n").doesNotContain("done in");
    }

    @Test
    void the_status_is_printed_at_each_change() {
        provision(ProvisioningStep.TIME, Duration.ZERO);

        assertThat(text()).startsWith("\nDPS Manager Status:\n\t\t-Initialized\n\t\t-Has time\n");
    }

    @Test
    void after_a_failure_it_says_when_the_next_attempt_is_made() {
        loop.setWallClock(PROCESS_START);
        status.add(DpsStatus.FAILURE);

        failed(Duration.ofMillis(7_250));
        failed(Duration.ZERO);

        assertThat(text())
                .containsSubsequence(
                        "\t\t-Failure\nNext attempt: in 7.3 s, at "
                                + PROCESS_START.plusSeconds(7).truncatedTo(ChronoUnit.SECONDS) + "\n",
                        "\t\t-Failure\nNext attempt: at once\n");
    }

    @Test
    void a_provisioned_device_says_when_its_credentials_are_renewed() {
        Instant end = PROCESS_START.plus(Duration.ofDays(30));
        renewal = Optional.of(new PlannedRenewal(PROCESS_START.plusMillis(1_728_000_500), end, Optional.empty()));
        startCloud();

        assertThat(text())
                .endsWith("Next renewal of credentials: at 2026-03-21T12:00:00Z, they end at 2026-03-31T12:00:00Z\n");
    }

    @Test
    void a_renewal_that_fails_says_so_and_when_the_next_attempt_is_made() {
        report.onRenewalFailed(new Failure.Unreachable("nobody is there"), Duration.ofMillis(7_250));

        assertThat(text().lines()).containsExactly("Renewal of credentials failed, next attempt: in 7.3 s");
    }

    private void failed(Duration pause) {
        report.onStatusChanged(new Snapshot(
                status,
                DpsError.RESPONSE,
                Optional.of(ENDPOINT),
                Optional.of(new Failure.Unreachable("nobody is there")),
                Optional.of(loop.now().plus(pause)),
                Optional.empty(),
                loop.now()));
    }

    private void provision(ProvisioningStep step, Duration time) {
        report.onStepStarted(step, 1, ENDPOINT);
        loop.advance(time);
        status.add(step.done());
        change();
    }

    private void startCloud() {
        status.add(DpsStatus.CLOUD_STARTED);
        change();
    }

    private void change() {
        report.onStatusChanged(new Snapshot(
                status, DpsError.OK, Optional.of(ENDPOINT), Optional.empty(), Optional.empty(), renewal, loop.now()));
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
