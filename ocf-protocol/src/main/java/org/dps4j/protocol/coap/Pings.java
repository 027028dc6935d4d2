package org.dps4j.protocol.coap;

import io.netty.buffer.ByteBufUtil;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;
import org.jspecify.annotations.Nullable;

/** The Pings of one connection that wait for their Pong. Confined to the loop. */
final class Pings {

    private record Waiting(long since, Cancellable timer, CompletableFuture<Duration> pong) {}

    private final Loop loop;
    private final Map<String, Waiting> waiting = new HashMap<>(2);

    Pings(Loop loop) {
        this.loop = loop;
    }

    /** A Ping with this token goes out now. */
    void watch(byte[] token, Duration deadline, CompletableFuture<Duration> pong) {
        String key = ByteBufUtil.hexDump(token);
        Cancellable timer = loop.schedule(deadline, () -> {
            waiting.remove(key);
            pong.completeExceptionally(new RequestTimeoutException(deadline));
        });
        waiting.put(key, new Waiting(loop.nanoTime(), timer, pong));
    }

    /** A Pong with this token came; one that nobody waits for is ignored. */
    void pong(byte[] token) {
        @Nullable Waiting ping = waiting.remove(ByteBufUtil.hexDump(token));
        if (ping != null) {
            ping.timer.cancel();
            ping.pong.complete(Duration.ofNanos(loop.nanoTime() - ping.since));
        }
    }

    /** Fails everything that waits. */
    void failAll(Exception cause) {
        List<Waiting> failing = List.copyOf(waiting.values());
        waiting.clear();
        failing.forEach(ping -> {
            ping.timer.cancel();
            ping.pong.completeExceptionally(cause);
        });
    }
}
