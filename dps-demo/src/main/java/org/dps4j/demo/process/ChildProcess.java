package org.dps4j.demo.process;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A process that lives no longer than this one, however this one ends. Standard error is part of its output. Thread-safe.
 */
public final class ChildProcess implements AutoCloseable {

    private static final int SECONDS_TO_END = 10;

    private final Process process;
    private final Watchdog watchdog;

    private ChildProcess(Process process, Watchdog watchdog) {
        this.process = process;
        this.watchdog = watchdog;
    }

    /**
     * Starts it.
     *
     * @param readers runs one task as long as the process lives
     * @param events gets every line and the end, in order, on a thread of {@code readers}
     */
    public static ChildProcess start(ChildCommand command, Executor readers, Consumer<ChildEvent> events)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.words())
                .directory(command.directory().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
        builder.environment().putAll(command.environment());
        Transcript log = Transcript.addedTo(command.log());
        Process process = builder.start();
        ChildProcess child = new ChildProcess(process, Watchdog.over(process.pid()));
        readers.execute(() -> child.listen(command.name(), log, events));
        return child;
    }

    /** The number by which the operating system knows it. */
    public long pid() {
        return process.pid();
    }

    /** Asks it to end, and makes it end where it does not within ten seconds. */
    @Override
    public void close() {
        process.toHandle().destroy(); // unlike the process itself this leaves the output open for its last lines
        try {
            if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        watchdog.dismiss();
    }

    private void listen(String name, Transcript log, Consumer<ChildEvent> events) {
        try {
            copy(name, log, events);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot follow or keep what " + name + " says", e);
        } finally {
            tellEnd(name, events);
        }
    }

    /** Leaves no pipe behind that nobody reads: a child would wait at it for ever. */
    private void copy(String name, Transcript log, Consumer<ChildEvent> events) throws IOException {
        try (log;
                Reader output = process.inputReader(StandardCharsets.UTF_8)) {
            BoundedLines lines = new BoundedLines(output);
            for (String line = lines.next(); line != null; line = lines.next()) {
                log.add(line);
                events.accept(new ChildEvent.Line(name, line));
            }
        }
    }

    private void tellEnd(String name, Consumer<ChildEvent> events) {
        try {
            events.accept(new ChildEvent.Ended(name, process.waitFor()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
