package org.dps4j.dps.checkup;

import java.time.Instant;
import java.util.Objects;

/**
 * The time by which dates are judged, and whether a wrong date may count as what stands in the way.
 *
 * @param chainAt when the service sees the device's chain
 * @param anchorsAt when the device sees the service's
 */
record Reckoning(Instant chainAt, Instant anchorsAt, Source source) {

    /** Whose clock it is. */
    enum Source {
        /** The service told it and refused: a wrong date may be why. */
        SERVICE_THAT_REFUSED("by the service's clock"),
        /** The service told it and took everything, so that no date stands in the way. */
        SERVICE_THAT_TOOK_IT("by the service's clock"),
        /** No service told it, and this machine's may never have been set. */
        THIS_MACHINE("by this machine's clock, which may be wrong");

        private final String word;

        Source(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    Reckoning {
        Objects.requireNonNull(chainAt);
        Objects.requireNonNull(anchorsAt);
        Objects.requireNonNull(source);
    }
}
