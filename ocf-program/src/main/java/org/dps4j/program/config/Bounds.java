package org.dps4j.program.config;

import java.time.Duration;

/** What a number or a duration of a configuration must be; the message names the key. */
public final class Bounds {

    private Bounds() {}

    public static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be longer than zero, found " + value);
        }
    }

    public static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " must be at least " + least + ", found " + value);
        }
    }
}
