package org.dps4j.example;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.dps4j.loop.Loop;

/**
 * Says which time the device was told, and sets the machine's clock by it where that is wanted. The clock is only set
 * forward: one that was never set is behind, and whoever has the expired key of a service could otherwise set it back to
 * when that key was good. Called on the loop.
 */
final class ClockReport implements Consumer<Instant> {

    private static final Duration WORTH_IT = Duration.ofSeconds(1);

    private final SystemTime wish;
    private final Surroundings around;
    private final Loop loop;
    private final Executor workers;

    /** @param workers for the setting of the clock */
    ClockReport(SystemTime wish, Surroundings around, Loop loop, Executor workers) {
        this.wish = wish;
        this.around = around;
        this.loop = loop;
        this.workers = workers;
    }

    @Override
    public void accept(Instant told) {
        around.out().println("Time told: " + shown(told));
        if (wish == SystemTime.KEPT) {
            return;
        }
        if (Duration.between(loop.now(), told).compareTo(WORTH_IT) < 0) {
            around.out().println("System time kept: it is not behind");
            return;
        }
        long heard = loop.nanoTime();
        try {
            workers.execute(() -> set(told, heard));
        } catch (RejectedExecutionException e) {
            failed(e);
        }
    }

    private void set(Instant told, long heard) {
        Instant time = told.plusNanos(loop.nanoTime() - heard);
        try {
            around.clock().set(time);
            around.out().println("System time set to " + shown(time));
        } catch (IOException e) {
            failed(e);
        }
    }

    private void failed(Exception why) {
        around.err().println("ERROR: unable to set the system time: " + why.getMessage());
    }

    private static Instant shown(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
