package org.dps4j.dps.observer;

import java.time.Duration;

/**
 * How patiently the cloud observer watches.
 *
 * @param maxCount looks without progress after which it turns to the next server, 0 to 255; 0 never does
 * @param interval between two looks, 1 to 255 s
 */
public record ObserverSettings(int maxCount, Duration interval) {

    /** Half a minute for each server, looked at each second. */
    public static final ObserverSettings DEFAULT = new ObserverSettings(30, Duration.ofSeconds(1));

    private static final int MOST = 255;

    public ObserverSettings {
        if (maxCount < 0 || maxCount > MOST) {
            throw new IllegalArgumentException("the most looks of an observer are 0 to " + MOST + ", not " + maxCount);
        }
        if (interval.compareTo(Duration.ofSeconds(1)) < 0 || interval.compareTo(Duration.ofSeconds(MOST)) > 0) {
            throw new IllegalArgumentException("the interval of an observer is 1 to 255 s, not " + interval);
        }
    }

    /** The same with another count. */
    public ObserverSettings withMaxCount(int count) {
        return new ObserverSettings(count, interval);
    }
}
