package org.dps4j.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.dps4j.demo.files.OwnerOnly;
import org.dps4j.demo.process.ChildCommand;
import org.dps4j.demo.process.ChildEvent;
import org.dps4j.demo.process.ChildProcess;
import org.dps4j.demo.process.Children;

/** The processes of a demo: starts them, hands out what they say, and explains an end that nobody wanted. For one thread. */
final class Cast {

    private static final Duration PACE = Duration.ofMillis(100);

    private final Path logs;
    private final Children children;
    private final LongSupplier nanoTime;
    private final Map<String, String> lastWords = new HashMap<>();

    /** Something that takes its time. */
    final class Wait {

        private final long start = nanoTime.getAsLong();
        private final Duration patience;
        private final String child;
        private final String problem;

        private Wait(Duration patience, String child, String problem) {
            this.patience = patience;
            this.child = child;
            this.problem = problem;
        }

        long millis() {
            return Duration.ofNanos(nanoTime.getAsLong() - start).toMillis();
        }

        /** A line that comes soon; empty when none does. */
        Optional<ChildEvent.Line> next(String trouble) throws DemoFailure, InterruptedException {
            if (millis() > patience.toMillis()) {
                throw new DemoFailure(
                        problem + " within " + patience.toSeconds() + " s" + because(child, trouble) + logsOf());
            }
            Optional<ChildEvent> event = Cast.this.next(PACE);
            if (event.orElse(null) instanceof ChildEvent.Ended ended) {
                throw failure(ended, ended.child().equals(child) ? trouble : "");
            }
            return event.map(ChildEvent.Line.class::cast);
        }
    }

    Cast(Path logs, Children children, LongSupplier nanoTime) {
        this.logs = logs;
        this.children = children;
        this.nanoTime = nanoTime;
    }

    ChildProcess start(String name, List<String> words, Path directory, Map<String, String> environment)
            throws DemoFailure {
        try {
            OwnerOnly.createDirectories(directory);
            lastWords.put(name, "");
            return children.start(new ChildCommand(name, words, directory, environment, log(name)));
        } catch (IOException e) {
            throw new DemoFailure("cannot start the " + name + " (" + e.getMessage() + ")", e);
        }
    }

    /** Begins to wait for something of {@code child}; {@code problem} says what is missing when it does not come. */
    Wait await(Duration patience, String child, String problem) {
        return new Wait(patience, child, problem);
    }

    Optional<ChildEvent> next(Duration atMost) throws InterruptedException {
        Optional<ChildEvent> event = children.next(atMost);
        if (event.orElse(null) instanceof ChildEvent.Line line) {
            lastWords.put(line.child(), line.text());
        }
        return event;
    }

    DemoFailure failure(ChildEvent.Ended ended, String trouble) {
        return new DemoFailure("the " + ended.child() + " ended with exit code " + ended.exitCode()
                + because(ended.child(), trouble) + logsOf());
    }

    private String because(String child, String trouble) {
        String why = trouble.isEmpty() ? lastWords.getOrDefault(child, "") : trouble;
        return why.isEmpty() ? "" : ": " + why;
    }

    private String logsOf() {
        return "\n  all they said: "
                + String.join(
                        ", ",
                        lastWords.keySet().stream()
                                .sorted()
                                .map(name -> log(name).toString())
                                .toList());
    }

    private Path log(String name) {
        return logs.resolve(name + ".log");
    }
}
