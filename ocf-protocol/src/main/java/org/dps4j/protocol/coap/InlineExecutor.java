package org.dps4j.protocol.coap;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Runs every task at once, in the calling thread or on one loop. As Californium's main executor it keeps the messages of a
 * connection on its loop and in order; with any pool, notifications overtake each other and get lost.
 */
final class InlineExecutor extends AbstractExecutorService implements ScheduledExecutorService {

    private final Executor place;
    private final ScheduledExecutorService timers;

    /** Runs tasks in the calling thread, and timers where {@code timers} does. */
    InlineExecutor(ScheduledExecutorService timers) {
        this.place = Runnable::run;
        this.timers = timers;
    }

    /** Runs tasks and timers on {@code loop}: at once when called there, else as soon as it comes to them. */
    InlineExecutor(NettyLoop loop) {
        this.place = task -> {
            if (loop.inLoop()) {
                task.run();
            } else {
                loop.execute(task);
            }
        };
        this.timers = loop.eventLoop();
    }

    @Override
    public void execute(Runnable task) {
        place.execute(task);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return timers.schedule(task, delay, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        return timers.schedule(task, delay, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long delay, long period, TimeUnit unit) {
        return timers.scheduleAtFixedRate(task, delay, period, unit);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long delay, long pause, TimeUnit unit) {
        return timers.scheduleWithFixedDelay(task, delay, pause, unit);
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
