package org.dps4j.example;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.dps4j.dps.DpsListener;
import org.dps4j.dps.PlannedRenewal;
import org.dps4j.dps.Snapshot;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.DpsStatus;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.loop.Loop;

/**
 * Prints how provisioning goes: the status at each change, how long each step took, when the next attempt is made after one
 * that failed, and when the credentials are renewed. Called on the loop.
 */
final class ProvisioningReport implements DpsListener {

    private final PrintStream out;
    private final Loop loop;
    private final Instant processStart;
    private Set<DpsStatus> before = EnumSet.noneOf(DpsStatus.class);
    private long firstStep;
    private long thisStep;
    private int steps;
    private boolean first = true;

    ProvisioningReport(PrintStream out, Loop loop, Instant processStart) {
        this.out = out;
        this.loop = loop;
        this.processStart = processStart;
    }

    @Override
    public void onStepStarted(ProvisioningStep step, int attempt, DpsEndpoint endpoint) {
        thisStep = loop.nanoTime();
        if (steps == 0) {
            firstStep = thisStep;
        }
        steps++;
    }

    @Override
    public void onStatusChanged(Snapshot snapshot) {
        out.print(StatusText.of(snapshot.status()));
        for (ProvisioningStep step : ProvisioningStep.values()) {
            if (steps > 0 && snapshot.status().contains(step.done()) && !before.contains(step.done())) {
                out.println("Provisioning step " + step.name().toLowerCase(Locale.ROOT) + ": done in "
                        + millisSince(thisStep) + " ms");
            }
        }
        snapshot.nextAttempt().ifPresent(next -> out.println(nextAttempt(next, Duration.between(snapshot.at(), next))));
        if (snapshot.isProvisioned() && !before.contains(DpsStatus.CLOUD_STARTED)) {
            out.println(steps == 0 ? "Provisioned before: no step was needed" : summary());
            steps = 0;
            first = false;
        }
        snapshot.renewal().ifPresent(renewal -> out.println(nextRenewal(renewal)));
        before = snapshot.status();
    }

    @Override
    public void onRenewalFailed(Failure failure, Duration nextAttemptIn) {
        out.printf(
                Locale.ROOT,
                "Renewal of credentials failed, next attempt: in %.1f s%n",
                nextAttemptIn.toMillis() / 1e3);
    }

    private static String nextRenewal(PlannedRenewal renewal) {
        return "Next renewal of credentials: at " + renewal.due().truncatedTo(ChronoUnit.SECONDS) + ", they end at "
                + renewal.until();
    }

    private static String nextAttempt(Instant at, Duration in) {
        return in.isZero() || in.isNegative()
                ? "Next attempt: at once"
                : String.format(
                        Locale.ROOT,
                        "Next attempt: in %.1f s, at %s",
                        in.toMillis() / 1e3,
                        at.truncatedTo(ChronoUnit.SECONDS));
    }

    private String summary() {
        String duration = "Provisioned in " + millisSince(firstStep) + " ms";
        return first ? duration + ", " + millisSinceProcessStart() + " ms after the start of the process" : duration;
    }

    private long millisSinceProcessStart() {
        return Duration.between(processStart, loop.now()).toMillis();
    }

    private long millisSince(long start) {
        return Duration.ofNanos(loop.nanoTime() - start).toMillis();
    }
}
