package org.dps4j.demo.process;

import java.io.IOException;
import java.time.Duration;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import org.dps4j.loop.Workers;

/**
 * All processes of a demo, and what they say, in one queue. {@link #close()} may be called by any thread, also by a
 * shutdown hook; everything else by one thread.
 */
public final class Children implements AutoCloseable {

    private static final int MOST_CHILDREN = 8;
    private static final int MOST_EVENTS = 1_000;

    private final Workers readers = Workers.named("demo-output", MOST_CHILDREN, 1);
    private final BlockingQueue<ChildEvent> events = new ArrayBlockingQueue<>(MOST_EVENTS);
    private final Deque<ChildProcess> started = new ConcurrentLinkedDeque<>();

    /** Starts one more. */
    public ChildProcess start(ChildCommand command) throws IOException {
        ChildProcess child = ChildProcess.start(command, readers, this::take);
        started.push(child);
        return child;
    }

    /** What happened next, waiting for it {@code atMost} so long. */
    public Optional<ChildEvent> next(Duration atMost) throws InterruptedException {
        return Optional.ofNullable(events.poll(atMost.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Ends all of them, the last one first, and returns when they have ended. */
    @Override
    public void close() {
        for (ChildProcess child = started.poll(); child != null; child = started.poll()) {
            child.close();
        }
        events.clear();
        readers.close();
    }

    /** Makes a child that says more than anybody reads wait. */
    private void take(ChildEvent event) {
        try {
            events.put(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
