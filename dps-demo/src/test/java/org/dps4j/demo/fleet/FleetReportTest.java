package org.dps4j.demo.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FleetReportTest {

    @Test
    void percentiles_are_those_of_the_nearest_rank() {
        List<Duration> hundred = IntStream.rangeClosed(1, 100)
                .mapToObj(i -> Duration.ofMillis(101 - i))
                .toList();

        assertThat(Percentiles.of(hundred)).isEqualTo(new Percentiles(millis(50), millis(90), millis(99), millis(100)));
        assertThat(Percentiles.of(List.of(millis(7))))
                .isEqualTo(new Percentiles(millis(7), millis(7), millis(7), millis(7)));
        assertThatThrownBy(() -> Percentiles.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rate_memory_and_each_part_of_the_way_are_shown() {
        FleetReport report = new FleetReport(
                List.of(new Journey(millis(300), millis(400)), new Journey(millis(500), millis(1_200))),
                millis(4_000),
                3,
                new Footprint(10_000_000, 9),
                new Footprint(10_080_000, 14));

        assertThat(report.text().lines())
                .containsExactly(
                        "  all online     2 devices in 4.0 s, 0.5 per second, 3 steps failed and were tried again",
                        "  memory         40 KB of heap each, 14 threads (9 before the first device)",
                        "",
                        "                                 p50      p90      p99  longest",
                        "    start to provisioned    300 ms   500 ms   500 ms   500 ms",
                        "    provisioned to online   100 ms   700 ms   700 ms   700 ms",
                        "    start to online         400 ms  1200 ms  1200 ms  1200 ms");
    }

    @Test
    void no_device_is_online_before_it_is_provisioned() {
        assertThatThrownBy(() -> new Journey(millis(2), millis(1))).isInstanceOf(IllegalArgumentException.class);
    }

    private static Duration millis(long millis) {
        return Duration.ofMillis(millis);
    }
}
