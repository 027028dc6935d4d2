package org.dps4j.device;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;

/** A loop that takes nothing more once the test ends it, but still does what it took before, as those of Netty do. */
public final class EndingLoop implements Loop {

    private final Loop loop;
    private boolean ended;

    /** One that hands everything on to {@code loop} until then. */
    public EndingLoop(Loop loop) {
        this.loop = loop;
    }

    /** Takes nothing more. */
    public void end() {
        ended = true;
    }

    @Override
    public void execute(Runnable task) {
        requireNotEnded();
        loop.execute(task);
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        requireNotEnded();
        return loop.schedule(delay, task);
    }

    private void requireNotEnded() {
        if (ended) {
            throw new RejectedExecutionException("ended");
        }
    }

    @Override
    public Instant now() {
        return loop.now();
    }

    @Override
    public long nanoTime() {
        return loop.nanoTime();
    }

    @Override
    public boolean inLoop() {
        return loop.inLoop();
    }

    @Override
    public RandomGenerator random() {
        return loop.random();
    }
}
