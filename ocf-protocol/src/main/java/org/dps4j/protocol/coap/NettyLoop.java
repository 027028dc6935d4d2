package org.dps4j.protocol.coap;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;

/** The production {@link Loop}: one event loop of Netty, shared by any number of devices and connections. */
public final class NettyLoop implements Loop {

    private static final RandomGenerator RANDOM =
            () -> ThreadLocalRandom.current().nextLong();

    private final EventLoop eventLoop;
    private final NettyLoops group;

    NettyLoop(EventLoop eventLoop, NettyLoops group) {
        this.eventLoop = eventLoop;
        this.group = group;
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        // what cannot be counted becomes the longest there is
        long nanos = TimeUnit.NANOSECONDS.convert(delay);
        Future<?> timer = eventLoop.schedule(task, Math.max(0, nanos), TimeUnit.NANOSECONDS);
        return () -> timer.cancel(false);
    }

    @Override
    public void execute(Runnable task) {
        eventLoop.execute(task);
    }

    @Override
    public boolean inLoop() {
        return eventLoop.inEventLoop();
    }

    @Override
    public RandomGenerator random() {
        return RANDOM;
    }

    EventLoop eventLoop() {
        return eventLoop;
    }

    NettyLoops group() {
        return group;
    }
}
