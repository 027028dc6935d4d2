package org.dps4j.testkit.proxy;

import java.time.Duration;

/** What goes wrong in one direction; the values that mean "nothing" are those of {@link #NONE}. */
record Faults(Duration delay, long bytesPerSecond, long cutAfter, Cut cut, Reading reading) {

    static final Faults NONE = new Faults(Duration.ZERO, Long.MAX_VALUE, Long.MAX_VALUE, Cut.CLOSE, Reading.FORWARDED);

    enum Reading {
        FORWARDED,
        SWALLOWED,
        STOPPED
    }

    Faults withDelay(Duration changed) {
        return new Faults(changed, bytesPerSecond, cutAfter, cut, reading);
    }

    Faults withBytesPerSecond(long changed) {
        return new Faults(delay, changed, cutAfter, cut, reading);
    }

    Faults withCut(long after, Cut how) {
        return new Faults(delay, bytesPerSecond, after, how, reading);
    }

    Faults with(Reading changed) {
        return new Faults(delay, bytesPerSecond, cutAfter, cut, changed);
    }
}
