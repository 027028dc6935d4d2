package org.dps4j.device;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.dps4j.device.security.Change;
import org.dps4j.device.time.DeviceClock;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A device that keeps its state: every change is computed, saved, and only then visible.
 *
 * <p>Every method may be called from any thread. Changes run one after the other on the device's loop, each on what the
 * one before it left; the futures complete on the loop. A change that cannot be saved changes nothing and fails its
 * future with a {@link StoreException}; one that throws fails its future with that. A change of what a store does not keep anyway is visible at once.
 * What a save that failed may have left in the store is written over by the next change, even by one that changes nothing.
 * Once the loop has ended, what is not done yet fails with an {@link IllegalStateException}, on any thread.
 */
public final class Device {

    private static final Logger LOG = LoggerFactory.getLogger(Device.class);

    private final Loop loop;
    private final DeviceStore store;
    private final DeviceClock clock;
    private final List<DeviceListener> listeners = new CopyOnWriteArrayList<>();
    private final Queue<Pending> waiting = new ConcurrentLinkedQueue<>();
    private boolean saving;
    private boolean storeInDoubt;
    private volatile @Nullable Throwable loopEnded;
    private volatile DeviceState state;

    /** What a change means for the clock. */
    private enum Clock {
        FOLLOWS,
        IS_TOLD
    }

    private record Pending(
            Function<DeviceState, Change<DeviceState>> change,
            Clock clock,
            CompletableFuture<Change<DeviceState>> outcome) {}

    private Device(Loop loop, DeviceStore store, DeviceState state) {
        this.loop = loop;
        this.store = store;
        this.state = state;
        this.clock = new DeviceClock(loop);
        state.lastSyncedTime().ifPresent(clock::restore);
    }

    /**
     * Opens the device that {@code store} keeps. Where it keeps none, {@code birth} makes a new one, on the loop, which
     * is saved before the future completes: a device that was seen once keeps its id and its key.
     */
    public static CompletableFuture<Device> open(Loop loop, DeviceStore store, Supplier<DeviceState> birth) {
        CompletableFuture<Device> opened = new CompletableFuture<>();
        post(
                loop,
                () -> onLoop(
                        loop,
                        store::load,
                        (Optional<DeviceState> kept, @Nullable Throwable failure) -> {
                            if (failure != null) {
                                opened.completeExceptionally(failure);
                            } else if (kept.isPresent()) {
                                opened.complete(new Device(loop, store, kept.get()));
                            } else {
                                bear(loop, store, birth, opened);
                            }
                        },
                        opened::completeExceptionally),
                opened::completeExceptionally);
        return opened;
    }

    private static void bear(
            Loop loop, DeviceStore store, Supplier<DeviceState> birth, CompletableFuture<Device> opened) {
        try {
            DeviceState born = birth.get();
            onLoop(
                    loop,
                    () -> store.save(born),
                    (nothing, failure) -> {
                        if (failure != null) {
                            opened.completeExceptionally(failure);
                        } else {
                            opened.complete(new Device(loop, store, born));
                        }
                    },
                    opened::completeExceptionally);
        } catch (RuntimeException | Error e) {
            opened.completeExceptionally(e);
        }
    }

    /** The loop that owns this device. */
    public Loop loop() {
        return loop;
    }

    /** The device's clock; confined to the loop. It follows {@link DeviceState#lastSyncedTime()}. */
    public DeviceClock clock() {
        return clock;
    }

    /** The state that was saved last. */
    public DeviceState state() {
        return state;
    }

    /** Replaces the state by what {@code change} makes of it and completes with the new one once that is saved. */
    public CompletableFuture<DeviceState> update(UnaryOperator<DeviceState> change) {
        CompletableFuture<DeviceState> updated = new CompletableFuture<>();
        var unused = apply(before -> new Change.Applied<>(change.apply(before))).whenComplete((outcome, failure) -> {
            if (failure != null) {
                updated.completeExceptionally(failure);
            } else {
                updated.complete(((Change.Applied<DeviceState>) outcome).value());
            }
        });
        return updated;
    }

    /**
     * As {@link #update}, for a change that may be refused: a refusal changes and saves nothing and is the future's
     * value.
     */
    public CompletableFuture<Change<DeviceState>> apply(Function<DeviceState, Change<DeviceState>> change) {
        return apply(change, Clock.FOLLOWS);
    }

    /**
     * As {@link #apply}, for a change that brings the time of this very moment: the clock is set to {@link
     * DeviceState#lastSyncedTime()} afterwards, even where the device was told the same time before.
     */
    public CompletableFuture<Change<DeviceState>> applyTime(Function<DeviceState, Change<DeviceState>> change) {
        return apply(change, Clock.IS_TOLD);
    }

    private CompletableFuture<Change<DeviceState>> apply(
            Function<DeviceState, Change<DeviceState>> change, Clock clockAfter) {
        CompletableFuture<Change<DeviceState>> outcome = new CompletableFuture<>();
        post(
                loop,
                () -> {
                    waiting.add(new Pending(change, clockAfter, outcome));
                    work();
                },
                outcome::completeExceptionally);
        return outcome;
    }

    /** Adds a listener until the returned handle is cancelled. */
    public Cancellable addListener(DeviceListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    private void work() {
        while (!saving && !waiting.isEmpty()) {
            Pending next = waiting.remove();
            try {
                begin(next.change().apply(state), next.clock(), next.outcome());
            } catch (RuntimeException | Error e) {
                next.outcome().completeExceptionally(e);
            }
        }
        if (loopEnded != null) {
            failWaiting(loopEnded);
        }
    }

    private void begin(Change<DeviceState> change, Clock clockAfter, CompletableFuture<Change<DeviceState>> outcome) {
        if (!(change instanceof Change.Applied<DeviceState> applied)) {
            outcome.complete(change);
            return;
        }
        DeviceState after = applied.value();
        if (!storeInDoubt && after.withoutInstalledCredentials().equals(state.withoutInstalledCredentials())) {
            publish(after, clockAfter);
            outcome.complete(change);
            return;
        }
        saving = true;
        onLoop(
                loop,
                () -> store.save(after),
                (nothing, failure) -> {
                    saving = false;
                    storeInDoubt = failure != null;
                    if (failure != null) {
                        outcome.completeExceptionally(failure);
                    } else {
                        publish(after, clockAfter);
                        outcome.complete(change);
                    }
                    work();
                },
                why -> {
                    // the last tasks of a loop that ends may come to work() while this thread is here
                    loopEnded = why;
                    outcome.completeExceptionally(why);
                    failWaiting(why);
                });
    }

    private void failWaiting(Throwable why) {
        for (Pending next = waiting.poll(); next != null; next = waiting.poll()) {
            next.outcome().completeExceptionally(why);
        }
    }

    private void publish(DeviceState after, Clock clockAfter) {
        DeviceState before = state;
        state = after;
        if (clockAfter == Clock.IS_TOLD || !after.lastSyncedTime().equals(before.lastSyncedTime())) {
            after.lastSyncedTime().ifPresentOrElse(clock::set, clock::deactivate);
        }
        if (after.equals(before)) {
            return;
        }
        for (DeviceListener listener : listeners) {
            try {
                listener.stateChanged(before, after);
            } catch (RuntimeException | Error e) {
                LOG.warn("a listener of device {} failed and is ignored", after.id(), e);
            }
        }
    }

    private interface Ending<T> {
        void ended(T value, @Nullable Throwable failure);
    }

    /** Tells {@code unheard}, on whatever thread, where the loop ends first. */
    private static <T> void onLoop(
            Loop loop, Supplier<CompletionStage<T>> work, Ending<T> ending, Consumer<Throwable> unheard) {
        CompletionStage<T> stage;
        try {
            stage = work.get();
        } catch (RuntimeException | Error e) {
            stage = CompletableFuture.failedFuture(e);
        }
        var unused =
                stage.whenComplete((value, failure) -> post(loop, () -> ending.ended(value, cause(failure)), unheard));
    }

    private static void post(Loop loop, Runnable task, Consumer<Throwable> unheard) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            unheard.accept(new IllegalStateException(
                    "the device's loop has ended; open the device on another loop, as it was stored last", e));
        }
    }

    private static @Nullable Throwable cause(@Nullable Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
