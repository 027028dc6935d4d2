package org.dps4j.dps;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.DpsStatus;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;

/** Writes how provisioning goes. */
final class LoggingListener implements DpsListener {

    private final DpsLog log;
    private String at = "";
    private boolean renewing;

    LoggingListener(DpsLog log) {
        this.log = log;
    }

    @Override
    public void onStatusChanged(Snapshot snapshot) {
        boolean wasRenewing = renewing;
        renewing = snapshot.status().contains(DpsStatus.RENEW_CREDENTIALS);
        if (snapshot.isProvisioned() && !renewing) {
            log.log(
                    Level.INFO,
                    wasRenewing ? "the credentials were renewed" : "provisioned; the cloud client was started");
        } else {
            log.log(Level.DEBUG, "status " + snapshot.status());
        }
    }

    @Override
    public void onStepStarted(ProvisioningStep step, int attempt, DpsEndpoint endpoint) {
        at = ", at " + endpoint;
        log.log(Level.DEBUG, "step " + step + ", attempt " + attempt + at);
    }

    @Override
    public void onStepFailed(ProvisioningStep step, Failure failure, Duration nextAttemptIn) {
        log.log(Level.WARNING, "step " + step + " failed: " + failure.describe() + at + next(nextAttemptIn));
    }

    @Override
    public void onCloudStartFailed(Failure failure, Duration nextAttemptIn) {
        log.log(Level.WARNING, failure.describe() + next(nextAttemptIn));
    }

    @Override
    public void onRenewalStarted(int attempt, DpsEndpoint endpoint) {
        at = ", at " + endpoint;
        log.log(Level.DEBUG, "renewal of the credentials, attempt " + attempt + at);
    }

    @Override
    public void onRenewalFailed(Failure failure, Duration nextAttemptIn) {
        log.log(
                Level.WARNING,
                "the credentials could not be renewed, and the old ones stay: " + failure.describe() + at
                        + next(nextAttemptIn));
    }

    private static String next(Duration pause) {
        return pause.isZero()
                ? "; trying again at once"
                : String.format(Locale.ROOT, "; trying again in %.1f s", pause.toMillis() / 1e3);
    }
}
