package org.dps4j.device.cloud.client;

import java.time.Duration;
import java.util.Objects;
import org.dps4j.device.cloud.machine.KeepAlive;

/**
 * How the cloud client goes about its work.
 *
 * @param retry how it tries again
 * @param keepAlive how it finds out that the cloud is gone
 * @param timeToLive how long the cloud's directory may believe the device; zero for ever, else it is told each hour
 */
public record CloudSettings(CloudRetry retry, KeepAlive keepAlive, Duration timeToLive) {

    /** As iotivity-lite does by default. */
    public static final CloudSettings DEFAULTS =
            new CloudSettings(CloudRetry.DEFAULT, KeepAlive.DEFAULT, Duration.ZERO);

    public CloudSettings {
        Objects.requireNonNull(retry, "retry");
        Objects.requireNonNull(keepAlive, "keepAlive");
        if (timeToLive.isNegative()) {
            throw new IllegalArgumentException("a time to live is zero or more, not " + timeToLive);
        }
    }

    /** The same with another way to try again. */
    public CloudSettings withRetry(CloudRetry other) {
        return new CloudSettings(other, keepAlive, timeToLive);
    }

    /** The same with another way to find out that the cloud is gone. */
    public CloudSettings withKeepAlive(KeepAlive other) {
        return new CloudSettings(retry, other, timeToLive);
    }

    /** The same with another time to live. */
    public CloudSettings withTimeToLive(Duration other) {
        return new CloudSettings(retry, keepAlive, other);
    }
}
