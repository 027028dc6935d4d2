package org.dps4j.device.cloud.machine;

import java.time.Duration;

/** When an access token is refreshed: a while before it ends. */
final class RefreshTime {

    private RefreshTime() {}

    /** How long to wait with a token that is good for {@code expiresIn}. */
    static Duration after(Duration expiresIn) {
        if (expiresIn.compareTo(Duration.ofHours(1)) > 0) {
            return expiresIn.minusMinutes(10);
        }
        if (expiresIn.compareTo(Duration.ofMinutes(4)) > 0) {
            return expiresIn.minusMinutes(2);
        }
        return expiresIn.compareTo(Duration.ofSeconds(20)) > 0 ? expiresIn.minusSeconds(10) : expiresIn;
    }
}
