package org.dps4j.device.security.credential;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.dps4j.device.security.DeviceKey;

/**
 * By what delivered credentials are judged.
 *
 * @param deviceId the id that an identity certificate must name
 * @param deviceKey the key that an identity certificate must certify, unless it brings one of its own
 * @param at the time to judge certificates by
 * @param expiringLimit certificates with less than this left are refused; 0 or more
 */
public record Acceptance(UUID deviceId, DeviceKey deviceKey, Instant at, Duration expiringLimit) {

    public Acceptance {
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(deviceKey, "deviceKey");
        Objects.requireNonNull(at, "at");
        if (expiringLimit.isNegative()) {
            throw new IllegalArgumentException("the expiring limit is 0 or more, not " + expiringLimit);
        }
    }
}
