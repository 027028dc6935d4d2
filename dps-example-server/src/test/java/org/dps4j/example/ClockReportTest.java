package org.dps4j.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.dps4j.device.time.DeviceClock;
import org.dps4j.loop.VirtualLoop;
import org.junit.jupiter.api.Test;

class ClockReportTest {

    private final VirtualLoop loop = new VirtualLoop(1);
    private final FakeSystemClock clock = new FakeSystemClock();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Executor workers = Runnable::run;

    @Test
    void a_clock_that_is_behind_is_set_and_the_device_says_so() {
        Instant told = loop.now().plus(Duration.ofDays(400));

        tell(SystemTime.SET, told);

        assertThat(clock.settings).containsExactly(told);
        assertThat(lines()).containsExactly("Time told: " + shown(told), "System time set to " + shown(told));
    }

    @Test
    void what_passed_before_the_clock_was_set_is_added() {
        Instant told = loop.now().plus(Duration.ofDays(1));
        workers = task -> {
            loop.advance(Duration.ofSeconds(3));
            task.run();
        };

        tell(SystemTime.SET, told);

        assertThat(clock.settings).containsExactly(told.plusSeconds(3));
    }

    @Test
    void a_clock_is_never_set_back_nor_for_less_than_a_second() {
        tell(SystemTime.SET, loop.now().minus(Duration.ofDays(400)));
        tell(SystemTime.SET, loop.now());
        tell(SystemTime.SET, loop.now().plusMillis(999));

        assertThat(clock.settings).isEmpty();
        assertThat(lines())
                .filteredOn("System time kept: it is not behind"::equals)
                .hasSize(3);
    }

    @Test
    void nothing_is_set_where_nobody_asked_for_it() {
        Instant told = loop.now().plus(Duration.ofDays(400));

        tell(SystemTime.KEPT, told);

        assertThat(clock.settings).isEmpty();
        assertThat(lines()).containsExactly("Time told: " + shown(told));
    }

    @Test
    void a_refusal_of_the_system_is_one_line_and_the_device_goes_on() {
        clock.refusal = "date ended with exit code 1: cannot set date: Operation not permitted";

        tell(SystemTime.SET, loop.now().plusSeconds(60));

        assertThat(lines()).last().asString().isEqualTo("ERROR: unable to set the system time: " + clock.refusal);
    }

    @Test
    void workers_that_are_busy_are_one_line_too() {
        workers = task -> {
            throw new RejectedExecutionException("overloaded");
        };

        tell(SystemTime.SET, loop.now().plusSeconds(60));

        assertThat(lines()).last().asString().isEqualTo("ERROR: unable to set the system time: overloaded");
    }

    private void tell(SystemTime wish, Instant time) {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        Path nowhere = Path.of("nowhere");
        DeviceClock device = new DeviceClock(loop);
        var unused = device.addListener(new ClockReport(
                wish, new Surroundings(nowhere, nowhere, out, out, Instant.EPOCH, clock), loop, workers));
        device.set(time);
    }

    private List<String> lines() {
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static String shown(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
