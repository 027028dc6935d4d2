package org.dps4j.service.journal;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.dps4j.loop.Loop;

/**
 * A line of the log that may come by the thousand: the first five are written, then one a minute that says how many more
 * there were, until a minute was quiet. Thread-safe.
 */
public final class RepeatedLine {

    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Loop loop;
    private final LongConsumer summary;
    private final AtomicReference<Tally> tally = new AtomicReference<>(Tally.NONE);

    /**
     * @param summary writes how many more there were within the last minute; called on the loop
     */
    public RepeatedLine(Loop loop, LongConsumer summary) {
        this.loop = loop;
        this.summary = summary;
    }

    /** Writes {@code line} or counts it. */
    public void say(Runnable line) {
        Tally before = tally.getAndUpdate(Tally::plusOne);
        if (before.equals(Tally.NONE)) {
            planSummary();
        }
        if (before.isWriting()) {
            line.run();
        }
    }

    private void summarise() {
        long held = tally.getAndUpdate(Tally::next).held();
        if (held > 0) {
            summary.accept(held);
            planSummary();
        }
    }

    private void planSummary() {
        try {
            loop.schedule(INTERVAL, this::summarise);
        } catch (RejectedExecutionException nobodyIsThereToSaySoLater) {
            tally.set(Tally.NONE);
        }
    }
}
