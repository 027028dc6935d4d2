package org.dps4j.demo.fleet;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** How long something took many times: half of them no longer than {@code p50}, and so on; none longer than {@code max}. */
public record Percentiles(Duration p50, Duration p90, Duration p99, Duration max) {

    /** By nearest rank. */
    public static Percentiles of(Collection<Duration> durations) {
        if (durations.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        List<Duration> sorted = durations.stream().sorted().toList();
        return new Percentiles(rank(sorted, 50), rank(sorted, 90), rank(sorted, 99), sorted.get(sorted.size() - 1));
    }

    private static Duration rank(List<Duration> sorted, int percent) {
        int rank = (sorted.size() * percent + 99) / 100;
        return sorted.get(Math.max(1, rank) - 1);
    }
}
