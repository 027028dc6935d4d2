package org.dps4j.demo.fleet;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What a fleet did, for people.
 *
 * @param total from the start of the first device until the last one was online
 * @param failedAttempts steps that failed and were tried again
 * @param empty the process before the first device
 * @param full the process with all of them online
 */
public record FleetReport(List<Journey> journeys, Duration total, int failedAttempts, Footprint empty, Footprint full) {

    private static final double MILLIS_PER_SECOND = 1_000.0;

    public FleetReport {
        journeys = List.copyOf(journeys);
        if (journeys.isEmpty()) {
            throw new IllegalArgumentException("no device came online");
        }
    }

    /** A few lines with rate, percentiles and memory. */
    public String text() {
        int size = journeys.size();
        return String.format(
                        Locale.ROOT,
                        """
                          all online     %d devices in %.1f s, %.1f per second, %d steps failed and were tried again
                          memory         %.0f KB of heap each, %d threads (%d before the first device)

                                                         p50      p90      p99  longest
                        """,
                        size,
                        total.toMillis() / MILLIS_PER_SECOND,
                        size * MILLIS_PER_SECOND / Math.max(1, total.toMillis()),
                        failedAttempts,
                        Math.max(0, full.heap() - empty.heap()) / 1e3 / size,
                        full.threads(),
                        empty.threads())
                + row("start to provisioned", Journey::provisioned)
                + row("provisioned to online", Journey::joining)
                + row("start to online", Journey::online);
    }

    private String row(String name, Function<Journey, Duration> part) {
        Percentiles its = Percentiles.of(journeys.stream().map(part).toList());
        return String.format(
                Locale.ROOT,
                "    %-21s %5d ms %5d ms %5d ms %5d ms%n",
                name,
                its.p50().toMillis(),
                its.p90().toMillis(),
                its.p99().toMillis(),
                its.max().toMillis());
    }
}
