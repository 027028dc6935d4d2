package org.dps4j.example;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;

/**
 * Where the program runs.
 *
 * @param certificates the directory {@code pki_certs}
 * @param state the directory that keeps the device's state
 * @param out for what the user asked to see
 * @param err for what went wrong
 * @param processStart when the process began
 * @param clock the clock of the machine
 */
record Surroundings(
        Path certificates, Path state, PrintStream out, PrintStream err, Instant processStart, SystemClock clock) {

    Surroundings {
        Objects.requireNonNull(certificates);
        Objects.requireNonNull(state);
        Objects.requireNonNull(out);
        Objects.requireNonNull(err);
        Objects.requireNonNull(processStart);
        Objects.requireNonNull(clock);
    }

    /** The file that the command line means by {@code path}: it counts from where the state is kept. */
    Path file(Path path) {
        return state.resolveSibling(path);
    }
}
