package org.dps4j.device.cloud.machine;

import java.time.Duration;

/**
 * How the device finds out that its cloud is gone.
 *
 * @param interval between a Pong, or the sign-in, and the next Ping
 * @param timeout how long a Ping waits for its Pong, and how long the next one waits after a miss
 * @param misses how many Pings in a row may be missed until the connection counts as lost
 */
public record KeepAlive(Duration interval, Duration timeout, int misses) {

    /** A Ping each 20 s, 4 s for its Pong, 6 misses: as iotivity-lite does. */
    public static final KeepAlive DEFAULT = new KeepAlive(Duration.ofSeconds(20), Duration.ofSeconds(4), 6);

    public KeepAlive {
        if (interval.isNegative() || interval.isZero() || timeout.isNegative() || timeout.isZero() || misses < 1) {
            throw new IllegalArgumentException("interval, timeout and misses must be positive, not " + interval + ", "
                    + timeout + " and " + misses);
        }
    }
}
