package org.dps4j.device.cloud.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.dps4j.device.cloud.machine.CloudTimer;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;

/** The machine's timers on a loop. Confined to it. */
final class Timers {

    private record Running(Cancellable handle, Instant due) {}

    private final Loop loop;
    private final Consumer<CloudTimer> due;
    private final Map<CloudTimer, Running> running = new EnumMap<>(CloudTimer.class);

    Timers(Loop loop, Consumer<CloudTimer> due) {
        this.loop = loop;
        this.due = due;
    }

    void set(CloudTimer timer, Duration after) {
        cancel(timer);
        Cancellable handle = loop.schedule(after, () -> {
            running.remove(timer);
            due.accept(timer);
        });
        running.put(timer, new Running(handle, later(loop.now(), after)));
    }

    /** What no clock counts is the end of time. */
    private static Instant later(Instant now, Duration after) {
        return after.compareTo(Duration.between(now, Instant.MAX)) < 0 ? now.plus(after) : Instant.MAX;
    }

    void cancel(CloudTimer timer) {
        Optional.ofNullable(running.remove(timer)).ifPresent(its -> its.handle().cancel());
    }

    void cancelAll() {
        running.values().forEach(its -> its.handle().cancel());
        running.clear();
    }

    /** When the first of {@code timers} that is set will be due. */
    Optional<Instant> next(CloudTimer... timers) {
        return Arrays.stream(timers)
                .map(running::get)
                .filter(Objects::nonNull)
                .map(Running::due)
                .min(Instant::compareTo);
    }
}
