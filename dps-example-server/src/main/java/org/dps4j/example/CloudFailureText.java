package org.dps4j.example;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.dps4j.device.cloud.CloudErrorCode;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudFlag;
import org.dps4j.device.cloud.CloudProvisioningStatus;
import org.dps4j.device.cloud.CloudStatus;

/** A failure between device and cloud as one line: what was tried, why it failed, when it is tried again. */
final class CloudFailureText {

    private CloudFailureText() {}

    static String of(CloudStatus status, CloudFailure cause, Instant now) {
        return "Cloud " + status.server().uri() + ": " + step(status, cause) + " failed: " + cause.describe()
                + next(status, now);
    }

    private static String step(CloudStatus status, CloudFailure cause) {
        if (isLeaving(status)) {
            return "sign-off";
        }
        if (status.lastError() == CloudErrorCode.REFRESH) {
            return "refresh of the token";
        }
        if (status.isOnline()) {
            return "publishing";
        }
        if (cause instanceof CloudFailure.ConnectionLost || cause instanceof CloudFailure.PingsMissed) {
            return "connection";
        }
        return status.flags().contains(CloudFlag.REGISTERED) ? "sign-in" : "sign-up";
    }

    private static String next(CloudStatus status, Instant now) {
        if (isLeaving(status)) {
            return "; the device leaves all the same";
        }
        return status.nextAttempt()
                .map(time -> String.format(
                        Locale.ROOT,
                        "; next attempt in %.1f s",
                        Math.max(0, Duration.between(now, time).toMillis()) / 1e3))
                .orElse("; next attempt at once");
    }

    private static boolean isLeaving(CloudStatus status) {
        return status.provisioning() == CloudProvisioningStatus.DEREGISTERING
                || status.provisioning() == CloudProvisioningStatus.UNINITIALIZED;
    }
}
