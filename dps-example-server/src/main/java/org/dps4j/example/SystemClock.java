package org.dps4j.example;

import java.io.IOException;
import java.time.Instant;

/** The clock of this machine, which all its programs use. Its methods wait for the operating system, 5 s at most. */
interface SystemClock {

    /** Whether this program has the right to set it. */
    boolean maySet();

    /**
     * Sets it, to the second.
     *
     * @throws IOException if it was not set, with what the operating system says about that
     */
    void set(Instant time) throws IOException;
}
