package org.dps4j.gateway.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.dps4j.loop.Loop;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The events of one listener: written one after the other, as fast as it reads; one that falls too far behind is cut off.
 * Confined to the gateway's loop.
 */
final class EventStream {

    private final Content.Sink listener;
    private final Callback whole;
    private final Loop loop;
    private final Consumer<EventStream> ended;
    private final int limit;
    private final Deque<Supplier<String>> waiting = new ArrayDeque<>();
    private boolean writing;
    private boolean over;

    /**
     * @param whole completes with the stream
     * @param ended hears once that nothing can be written any more
     * @param limit how many events may wait
     */
    EventStream(Content.Sink listener, Callback whole, Loop loop, Consumer<EventStream> ended, int limit) {
        this.listener = listener;
        this.whole = whole;
        this.loop = loop;
        this.ended = ended;
        this.limit = limit;
    }

    /** Adds an event, whose text is asked for when its turn has come. */
    void send(Supplier<String> event) {
        if (over) {
            return;
        }
        if (waiting.size() >= limit) {
            end(new IllegalStateException("the listener does not read"));
            return;
        }
        waiting.add(event);
        writeNext();
    }

    /** The end, on our side. */
    void close() {
        end(writing ? new IllegalStateException("the gateway stops") : null);
    }

    private void writeNext() {
        if (writing || over || waiting.isEmpty()) {
            return;
        }
        writing = true;
        byte[] text = waiting.remove().get().getBytes(StandardCharsets.UTF_8);
        listener.write(
                false,
                ByteBuffer.wrap(text),
                Callback.from(() -> loop.execute(this::written), failure -> loop.execute(() -> end(failure))));
    }

    private void written() {
        writing = false;
        writeNext();
    }

    private void end(@Nullable Throwable failure) {
        if (over) {
            return;
        }
        over = true;
        waiting.clear();
        ended.accept(this);
        if (failure == null) {
            whole.succeeded();
        } else {
            whole.failed(failure);
        }
    }
}
