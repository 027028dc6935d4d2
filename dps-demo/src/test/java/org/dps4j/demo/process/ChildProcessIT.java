package org.dps4j.demo.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.dps4j.loop.Workers;
import org.dps4j.testkit.leak.LeakCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
@ExtendWith(LeakCheck.class)
class ChildProcessIT {

    private static final Path FULL_DISK = Path.of("/dev/full");

    @TempDir
    Path directory;

    private final Workers readers = Workers.named("readers", 1, 1);
    private final BlockingQueue<ChildEvent> events = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        readers.close();
    }

    @Test
    void every_line_and_the_end_come_in_order() throws Exception {
        try (ChildProcess child = start("echo one; echo two >&2; exit 3", directory.resolve("log"), events::add)) {
            assertThat(child.pid()).isPositive();
            assertThat(untilTheEnd())
                    .containsExactly(
                            new ChildEvent.Line("child", "one"),
                            new ChildEvent.Line("child", "two"),
                            new ChildEvent.Ended("child", 3));
        }
        assertThat(directory.resolve("log")).hasContent("one\ntwo");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_log_that_cannot_be_written_keeps_no_line_and_no_end_back() throws Exception {
        try (ChildProcess child = start("echo one; echo two; exit 3", FULL_DISK, events::add)) {
            assertThat(child.pid()).isPositive();
            assertThat(untilTheEnd())
                    .containsExactly(
                            new ChildEvent.Line("child", "one"),
                            new ChildEvent.Line("child", "two"),
                            new ChildEvent.Ended("child", 3));
        }
    }

    @Test
    void a_child_whose_lines_nobody_reads_any_more_ends_and_that_is_told() throws Exception {
        Consumer<ChildEvent> failing = event -> {
            if (event instanceof ChildEvent.Line) {
                throw new IllegalStateException("a defect");
            }
            events.add(event);
        };
        try (ChildProcess child = start("yes", directory.resolve("log"), failing)) {
            assertThat(child.pid()).isPositive();
            assertThat(untilTheEnd()).singleElement().isInstanceOf(ChildEvent.Ended.class);
        }
    }

    private ChildProcess start(String script, Path log, Consumer<ChildEvent> heard) throws IOException {
        return ChildProcess.start(
                new ChildCommand("child", List.of("sh", "-c", script), directory, Map.of(), log), readers, heard);
    }

    private List<ChildEvent> untilTheEnd() throws InterruptedException {
        List<ChildEvent> heard = new ArrayList<>();
        ChildEvent event = events.poll(10, TimeUnit.SECONDS);
        while (event != null) {
            heard.add(event);
            event = event instanceof ChildEvent.Ended ? null : events.poll(10, TimeUnit.SECONDS);
        }
        return heard;
    }
}
