package org.dps4j.dps;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.DpsStatus;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.loop.VirtualLoop;

/**
 * Holds what a listener is told against what happens: each attempt ends in a success or in a failure with step, cause and
 * next attempt, and the next attempt is made when it was said.
 */
final class Attempts implements DpsListener {

    /** The failure of the attempt with this number, how long after its begin it was told, and when the next one is made. */
    record Failed(ProvisioningStep step, int attempt, Failure failure, Duration after, Duration nextAttemptIn) {}

    private final VirtualLoop loop;
    private final List<Failed> failures = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private Optional<ProvisioningStep> open = Optional.empty();
    private Optional<Instant> due = Optional.empty();
    private Optional<Instant> renewalDue = Optional.empty();
    private boolean renewing;
    private boolean restarting;
    private Instant begun = Instant.EPOCH;
    private int number;
    private int renewals;

    Attempts(VirtualLoop loop) {
        this.loop = loop;
    }

    /** What failed since the last time. */
    List<Failed> take() {
        List<Failed> taken = List.copyOf(failures);
        failures.clear();
        return taken;
    }

    /** The run is about to be ended and another one begun: what is under way ends without a word. */
    void restarting() {
        restarting = true;
    }

    /** What was told and was not so. */
    List<String> wrong() {
        return wrong;
    }

    private void check(Failure failure) {
        if (failure.describe().isBlank() || failure.describe().contains("\n")) {
            wrong.add("a failure without a cause in one line: " + failure);
        }
    }

    @Override
    public void onStepStarted(ProvisioningStep step, int attempt, DpsEndpoint endpoint) {
        open.ifPresent(silent -> wrong.add("an attempt at " + silent + " that ended without a word"));
        due.filter(told -> !told.equals(loop.now()))
                .ifPresent(told -> wrong.add("an attempt at " + loop.now() + " that was told for " + told));
        due = Optional.empty();
        renewalDue = Optional.empty();
        renewing = false;
        open = Optional.of(step);
        begun = loop.now();
        number = attempt;
    }

    @Override
    public void onStatusChanged(Snapshot snapshot) {
        boolean failing = snapshot.status().contains(DpsStatus.FAILURE)
                || snapshot.status().contains(DpsStatus.TRANSIENT_FAILURE);
        renewing &= snapshot.status().contains(DpsStatus.RENEW_CREDENTIALS);
        if (open.filter(step -> snapshot.status().contains(step.done())).isPresent()) {
            open = Optional.empty();
        } else if (restarting && !failing) {
            restarting = false;
            open = Optional.empty();
            due = Optional.empty();
        }
    }

    @Override
    public void onStepFailed(ProvisioningStep step, Failure failure, Duration nextAttemptIn) {
        if (!open.equals(Optional.of(step))) {
            wrong.add("a failure at " + step + " while " + open + " was attempted");
        }
        check(failure);
        failures.add(new Failed(step, number, failure, Duration.between(begun, loop.now()), nextAttemptIn));
        open = Optional.empty();
        due = Optional.of(loop.now().plus(nextAttemptIn));
    }

    @Override
    public void onRenewalStarted(int attempt, DpsEndpoint endpoint) {
        if (renewing || open.isPresent()) {
            wrong.add("a renewal while another attempt was open");
        }
        renewalDue
                .filter(told -> !told.equals(loop.now()))
                .ifPresent(told -> wrong.add("a renewal at " + loop.now() + " that was told for " + told));
        renewalDue = Optional.empty();
        renewing = true;
        renewals++;
    }

    @Override
    public void onRenewalFailed(Failure failure, Duration nextAttemptIn) {
        if (!renewing) {
            wrong.add("a renewal that failed without having begun");
        }
        check(failure);
        renewing = false;
        renewalDue = Optional.of(loop.now().plus(nextAttemptIn));
    }

    /** How often a renewal was attempted. */
    int renewals() {
        return renewals;
    }

    @Override
    public void onCloudStartFailed(Failure failure, Duration nextAttemptIn) {
        check(failure);
        due = Optional.of(loop.now().plus(nextAttemptIn));
    }
}
