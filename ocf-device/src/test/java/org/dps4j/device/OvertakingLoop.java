package org.dps4j.device;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;

/** A loop on whose doorstep one task may be overtaken by what another thread does just then. */
public final class OvertakingLoop implements Loop {

    private final Loop loop;
    private Runnable faster = () -> {};

    /** One that hands everything on to {@code loop}. */
    public OvertakingLoop(Loop loop) {
        this.loop = loop;
    }

    /** What happens just before the next task is handed in. */
    public void before(Runnable what) {
        faster = what;
    }

    @Override
    public void execute(Runnable task) {
        Runnable first = faster;
        faster = () -> {};
        first.run();
        loop.execute(task);
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
    public Cancellable schedule(Duration delay, Runnable task) {
        return loop.schedule(delay, task);
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
