package org.dps4j.example;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.dps4j.device.cloud.CloudActivity;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudProvisioningStatus;
import org.dps4j.device.cloud.CloudStatus;

/** A failure between device and cloud as one line: what was tried, why it failed, when it is tried again. */
final class CloudFailureText {

    private CloudFailureText() {}

    static String of(CloudStatus status, CloudFailure cause, Instant now) {
        return "Cloud " + status.server().uri() + ": " + step(status) + " failed: " + cause.describe()
                + next(status, now);
    }

    private static String step(CloudStatus status) {
        if (isLeaving(status)) {
            return "sign-off";
        }
        return switch (status.activity().orElse(CloudActivity.STAY)) {
            case SIGN_UP -> "sign-up";
            case REFRESH -> "refresh of the token";
            case SIGN_IN -> "sign-in";
            case STAY -> "connection";
            case PUBLISH -> "publishing";
            case UNPUBLISH -> "unpublishing";
            case SIGN_OUT -> "sign-out";
            case SIGN_OFF -> "sign-off";
        };
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
