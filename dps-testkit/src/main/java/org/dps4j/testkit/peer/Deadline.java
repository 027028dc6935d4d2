package org.dps4j.testkit.peer;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The moment until which an operation of a peer may take. */
record Deadline(Duration length, long end) {

    static Deadline in(Duration length) {
        return new Deadline(length, System.nanoTime() + length.toNanos());
    }

    /** Milliseconds left, rounded up; zero or less when it is over. */
    long millisLeft() {
        long left = end - System.nanoTime();
        return left <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(left) + 1;
    }
}
