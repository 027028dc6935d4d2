package org.dps4j.dps.observer;

import java.util.Objects;
import java.util.Optional;
import org.dps4j.protocol.payload.cloud.CloudServer;

/**
 * All that the cloud observer remembers.
 *
 * @param watch what it does
 * @param tour its way through the servers of the cloud, while there is one
 * @param registered whether the cloud was seen to take the device
 * @param misses looks without progress in a row
 * @param fruitless tours in a row on which no server took the device
 */
public record ObserverState(Watch watch, Optional<Tour> tour, boolean registered, int misses, int fruitless) {

    /** Before the first start. */
    public static final ObserverState INITIAL = new ObserverState(Watch.IDLE, Optional.empty(), false, 0, 0);

    /** What it does. */
    public enum Watch {
        /** Nothing: the device is being provisioned. */
        IDLE,
        /** It looks whether the device gets online. */
        LOOKING,
        /** It listens for a refusal; outages are the cloud client's to mend. */
        LISTENING
    }

    /**
     * A way through the servers of a cloud.
     *
     * @param from where it began
     * @param at where it is
     * @param left how many servers there are still to turn to
     */
    public record Tour(CloudServer from, CloudServer at, int left) {
        public Tour {
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(at, "at");
            if (left < 0) {
                throw new IllegalArgumentException("no server is left at the end, not " + left);
            }
        }

        Tour movedTo(CloudServer server) {
            return new Tour(from, server, left);
        }

        Tour oneLess() {
            return new Tour(from, at, left - 1);
        }
    }

    public ObserverState {
        Objects.requireNonNull(watch, "watch");
        Objects.requireNonNull(tour, "tour");
        if (misses < 0 || fruitless < 0) {
            throw new IllegalArgumentException("counters are not negative");
        }
    }

    ObserverState in(Watch other) {
        return new ObserverState(other, tour, registered, misses, fruitless);
    }

    ObserverState on(Optional<Tour> other) {
        return new ObserverState(watch, other, registered, misses, fruitless);
    }

    ObserverState withMisses(int count) {
        return new ObserverState(watch, tour, registered, count, fruitless);
    }

    ObserverState seeingRegistered(boolean whether) {
        return new ObserverState(watch, tour, whether, 0, fruitless);
    }

    ObserverState withFruitless(int count) {
        return new ObserverState(watch, tour, registered, misses, count);
    }
}
