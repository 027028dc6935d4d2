package org.dps4j.gateway.api;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.dps4j.gateway.shadow.DeviceShadow;
import org.dps4j.gateway.shadow.Shadows;
import org.dps4j.loop.Loop;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Callback;

/**
 * Everybody who listens to changes. A stream begins with the devices as they are, then has every change from there on, none
 * missing and none twice. Methods may be called by any thread; all else happens on the gateway's loop.
 */
public final class Events implements AutoCloseable {

    private static final int MOST_LISTENERS = 32;
    private static final int MOST_WAITING = 20_000;
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private final Shadows shadows;
    private final Loop loop;
    private final Set<EventStream> streams = new HashSet<>();
    private volatile boolean closed;

    public Events(Shadows shadows, Loop loop) {
        this.shadows = shadows;
        this.loop = loop;
        shadows.listen(event -> tell(() -> EventText.of(event)));
        beat();
    }

    /** Begins a stream, or answers with {@code refusal} if there are too many already. */
    void listen(Content.Sink listener, Callback whole, Runnable refusal) {
        loop.execute(() -> {
            if (closed || streams.size() >= MOST_LISTENERS) {
                refusal.run();
                return;
            }
            List<DeviceShadow> devices = shadows.all();
            EventStream stream = new EventStream(listener, whole, loop, streams::remove, devices.size() + MOST_WAITING);
            streams.add(stream);
            for (DeviceShadow device : devices) {
                stream.send(() -> EventText.of(device));
            }
            stream.send(() -> EventText.READY);
        });
    }

    /** Ends all streams. */
    @Override
    public void close() {
        closed = true;
        loop.execute(() -> List.copyOf(streams).forEach(EventStream::close));
    }

    private void beat() {
        loop.schedule(HEARTBEAT, () -> {
            if (!closed) {
                tell(() -> EventText.NOTHING);
                beat();
            }
        });
    }

    private void tell(Supplier<String> event) {
        List.copyOf(streams).forEach(stream -> stream.send(event));
    }
}
