package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A program in a process of its own, with its output in a file; ended with {@link #close()}. */
public final class RunningProgram implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Path TREE = Path.of(System.getProperty("dps.repository"));

    /**
     * Signals that the build itself was told to ignore (nohup, a background job) would be ignored by its children too,
     * and a JVM then handles none of them.
     */
    private static final List<String> HEEDING_SIGNALS =
            List.of("env", "--default-signal=HUP", "--default-signal=INT", "--default-signal=TERM");

    private static final boolean CAN_HEED_SIGNALS = succeeds(HEEDING_SIGNALS, "true");

    private final Process process;
    private final Path output;

    private RunningProgram(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    public static Path tree() {
        return TREE;
    }

    public static RunningProgram start(Path directory, Map<String, String> environment, Object... words)
            throws IOException {
        Files.createDirectories(directory);
        Path output = Files.createTempFile(directory, "output", ".txt");
        Stream<String> program = Arrays.stream(words).map(Object::toString);
        ProcessBuilder builder = new ProcessBuilder(
                        Stream.concat(CAN_HEED_SIGNALS ? HEEDING_SIGNALS.stream() : Stream.empty(), program)
                                .toList())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(environment);
        return new RunningProgram(builder.start(), output);
    }

    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for a line of this form, the {@code occurrence}-th from 1, and returns the first group of it. */
    public String awaitLine(String form, int occurrence) {
        Pattern pattern = Pattern.compile("(?m)" + form);
        await("a line like " + form)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> lines(pattern).size() >= occurrence || !process.isAlive());
        List<String> found = lines(pattern);
        assertThat(found).as(() -> "lines like " + form + " in\n" + output()).hasSizeGreaterThanOrEqualTo(occurrence);
        return found.get(occurrence - 1);
    }

    public String awaitLine(String form) {
        return awaitLine(form, 1);
    }

    public void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    /** The id of its process. */
    public long pid() {
        return process.pid();
    }

    /** Ends it as a power cut does; returns before it has ended. */
    public void kill() {
        process.destroyForcibly();
    }

    public int awaitExit() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(() -> "ended, after saying\n" + output())
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        List<ProcessHandle> all = descendants();
        process.toHandle().destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    /** The processes that it started, and those that they started. */
    List<ProcessHandle> descendants() {
        try (Stream<ProcessHandle> all = process.descendants()) {
            return all.toList();
        }
    }

    private static boolean succeeds(List<String> command, String argument) {
        try {
            return new ProcessBuilder(Stream.concat(command.stream(), Stream.of(argument))
                                    .toList())
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<String> lines(Pattern pattern) {
        return pattern.matcher(output())
                .results()
                .map(RunningProgram::firstGroup)
                .toList();
    }

    private static String firstGroup(MatchResult found) {
        return found.groupCount() == 0 ? found.group() : found.group(1);
    }
}
