package org.dps4j.service.record;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.dps4j.loop.Loop;
import org.dps4j.service.journal.RepeatedLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects updates, one per record, and writes them in batches on a worker, each within a tenth of a second: so much is
 * lost when the process is killed. A batch that could not be written is kept and tried again with the next one. What does
 * not fit into the queue is dropped and counted.
 */
public final class QueuedRecords implements ProvisioningRecords {

    private static final Logger LOG = LoggerFactory.getLogger(QueuedRecords.class);
    private static final Duration BATCH = Duration.ofMillis(100);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

    private final RecordStore store;
    private final Loop loop;
    private final Executor worker;
    private final int limit;
    private final ConcurrentMap<UUID, RecordUpdate> pending = new ConcurrentHashMap<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicBoolean flushPlanned = new AtomicBoolean();
    private final AtomicBoolean outage = new AtomicBoolean();
    private final AtomicLong dropped = new AtomicLong();
    private final RepeatedLine losses;

    /**
     * @param worker runs what blocks, one task at a time
     * @param limit how many records may wait to be written
     */
    public QueuedRecords(RecordStore store, Loop loop, Executor worker, int limit) {
        this.store = store;
        this.loop = loop;
        this.worker = worker;
        this.limit = limit;
        this.losses = new RepeatedLine(
                loop,
                more -> LOG.warn("{} more updates of provisioning records were lost within the last minute", more));
    }

    @Override
    public void note(RecordUpdate update) {
        if (queue(update)) {
            planFlush(BATCH);
        }
    }

    @Override
    public CompletionStage<Optional<ProvisioningRecord>> find(UUID recordId) {
        return ask(() -> store.find(recordId));
    }

    @Override
    public CompletionStage<Long> count() {
        return ask(store::count);
    }

    @Override
    public CompletionStage<UUID> claim(UUID deviceId, UUID recordId) {
        return ask(() -> store.claim(deviceId, recordId));
    }

    /** How many records wait to be written, or are being written. */
    public int queued() {
        return queued.get();
    }

    /** Whether the last attempt to write failed: the store is down, as far as is known. */
    public boolean isFailing() {
        return outage.get();
    }

    /** How many updates were lost because the queue was full. */
    public long dropped() {
        return dropped.get();
    }

    /** Writes what waits, on the calling thread, which must not be an event loop. */
    public void flush() {
        flushPlanned.set(false);
        List<RecordUpdate> batch = new ArrayList<>();
        for (UUID recordId : pending.keySet()) {
            RecordUpdate update = pending.remove(recordId);
            if (update != null) {
                batch.add(update);
            }
        }
        if (batch.isEmpty()) {
            return;
        }
        try {
            store.write(batch);
            queued.addAndGet(-batch.size());
            if (outage.compareAndSet(true, false)) {
                LOG.info("provisioning records are written again");
            }
        } catch (RuntimeException | Error e) {
            batch.forEach(this::keep);
            planFlush(AFTER_FAILURE);
            if (outage.compareAndSet(false, true)) {
                LOG.warn(
                        "provisioning records cannot be written; kept and tried again: {}",
                        e instanceof RecordStoreException ? e.getMessage() : e.toString());
            }
        }
    }

    private boolean queue(RecordUpdate update) {
        RecordUpdate merged = pending.computeIfPresent(update.recordId(), (id, earlier) -> earlier.merge(update));
        if (merged != null) {
            return true;
        }
        if (queued.incrementAndGet() > limit) {
            queued.decrementAndGet();
            dropped.incrementAndGet();
            losses.say(
                    () -> LOG.warn("more than {} provisioning records wait to be written; one update is lost", limit));
            return false;
        }
        if (pending.merge(update.recordId(), update, RecordUpdate::merge) != update) {
            queued.decrementAndGet();
        }
        return true;
    }

    private void keep(RecordUpdate unwritten) {
        RecordUpdate kept = pending.merge(unwritten.recordId(), unwritten, (younger, older) -> older.merge(younger));
        if (kept != unwritten) {
            queued.decrementAndGet();
        }
    }

    private void planFlush(Duration delay) {
        if (flushPlanned.compareAndSet(false, true)) {
            loop.schedule(delay, this::handOver);
        }
    }

    private void handOver() {
        try {
            worker.execute(this::flush);
        } catch (RejectedExecutionException busyOrClosed) {
            flushPlanned.set(false);
            planFlush(AFTER_FAILURE);
        }
    }

    private <T> CompletionStage<T> ask(Supplier<T> question) {
        try {
            return CompletableFuture.supplyAsync(question, worker);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(
                    new RecordStoreException("too many questions wait for the records", e));
        }
    }
}
