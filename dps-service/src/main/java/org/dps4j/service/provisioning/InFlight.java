package org.dps4j.service.provisioning;

import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Counts requests that were taken and not yet answered. Thread-safe. */
final class InFlight {

    private final Phaser open = new Phaser(1);

    void begin() {
        open.register();
    }

    void end() {
        open.arriveAndDeregister();
    }

    /** Returns when all requests taken so far are answered, or after {@code limit}. Not to be called on an event loop. */
    void await(Duration limit) {
        try {
            open.awaitAdvanceInterruptibly(open.arrive(), limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            open.forceTermination();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
