package org.dps4j.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Loop} for tests and simulations, in which time stands still until somebody moves it: an hour takes as long as
 * the tasks that fall due in it.
 *
 * <pre>{@code
 * VirtualLoop loop = new VirtualLoop(1);
 * List<String> said = new ArrayList<>();
 * loop.schedule(Duration.ofHours(1), () -> said.add("one hour later"));
 *
 * loop.advance(Duration.ofMinutes(59)); // nothing yet
 * loop.advance(Duration.ofMinutes(1));  // said contains "one hour later"
 * }</pre>
 *
 * <p>Tasks run in the order of (time, order of arrival), inside {@link #advance}, {@link #runNext} or
 * {@link #runUntilIdle} and on the thread that called it. A task that throws does not stop the ones behind it; once they
 * are done, what it threw is thrown by the method that ran it, with whatever others threw as suppressed exceptions.
 *
 * <p>The wall clock runs along with the monotonic clock and can be set; setting it makes no timer due.
 *
 * <p>Threading: tasks may be handed in and called off by any thread. Only one thread at a time may move time, and never
 * from within a task: both are an {@link IllegalStateException}.
 */
public final class VirtualLoop implements Loop {

    /** Where the wall clock of a new loop stands, unless its creator says otherwise: 2026-01-01T00:00:00Z. */
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final int MOST_TASKS = 1_000_000;
    private static final int TRACED_TASKS = 1_000;

    private final ConcurrentSkipListSet<Task> tasks = new ConcurrentSkipListSet<>();
    private final AtomicLong arrivals = new AtomicLong();
    private final AtomicReference<@Nullable Thread> mover = new AtomicReference<>();
    private final Random random;
    private volatile long nanos;
    private volatile WallClock wallClock;
    private volatile @Nullable Thread running;
    private volatile boolean tracing;

    /** A loop whose random numbers follow from {@code seed} and whose wall clock starts at {@link #START}. */
    public VirtualLoop(long seed) {
        this(seed, START);
    }

    /** A loop whose random numbers follow from {@code seed} and whose wall clock starts at {@code start}. */
    public VirtualLoop(long seed, Instant start) {
        this.random = new Random(seed);
        this.wallClock = new WallClock(start, 0);
    }

    @Override
    public Instant now() {
        return wallClock.at(nanos);
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        return add(Math.max(0, TimeUnit.NANOSECONDS.convert(delay)), task, Kind.TIMER);
    }

    @Override
    public void execute(Runnable task) {
        add(0, task, Kind.WORK);
    }

    /** Whether the calling thread is running one of this loop's tasks now; false for a test between two of them. */
    @Override
    public boolean inLoop() {
        return running == Thread.currentThread();
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    /** Sets the wall clock, from which it goes on with the monotonic one. No timer becomes due by this. */
    public void setWallClock(Instant now) {
        wallClock = new WallClock(Objects.requireNonNull(now, "now"), nanos);
    }

    /**
     * Moves time on by {@code duration} and runs everything that falls due on the way, including what these tasks set
     * up themselves.
     *
     * @throws IllegalArgumentException if {@code duration} is negative
     * @throws IllegalStateException if a million tasks ran without an end in sight; the message names the last of them
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time goes forward only, expected zero or more but got " + duration);
        }
        move(failures -> {
            long end = saturatedSum(nanos, TimeUnit.NANOSECONDS.convert(duration));
            runAllUntil(end, failures);
            nanos = end;
        });
    }

    /**
     * Runs tasks, moving time on to each of them, until none is left.
     *
     * @throws IllegalStateException if a million tasks ran and there are still more, as with a timer that sets itself
     *     again for ever; the message names the last of them. Use {@link #advance} for those.
     */
    public void runUntilIdle() {
        move(failures -> runAllUntil(Long.MAX_VALUE, failures));
    }

    /** Moves time on to the next task and runs this one alone. Returns whether there was one. */
    public boolean runNext() {
        boolean[] found = {false};
        move(failures -> found[0] = runOneUntil(Long.MAX_VALUE, failures).isPresent());
        return found[0];
    }

    /** How many timers were scheduled and have neither run nor been called off. */
    public int pendingTimers() {
        return (int) tasks.stream().filter(task -> task.kind == Kind.TIMER).count();
    }

    /** How far away the next task is; empty if there is none. */
    public Optional<Duration> untilNext() {
        return tasks.stream().findFirst().map(task -> Duration.ofNanos(Math.max(0, task.due - nanos)));
    }

    private Cancellable add(long delayNanos, Runnable run, Kind kind) {
        Objects.requireNonNull(run, "task");
        String origin = tracing ? callerOutsideThisClass() : "";
        Task task = new Task(saturatedSum(nanos, delayNanos), arrivals.incrementAndGet(), kind, run, origin);
        tasks.add(task);
        return () -> tasks.remove(task);
    }

    private void move(Move move) {
        Thread caller = Thread.currentThread();
        if (!mover.compareAndSet(null, caller)) {
            throw new IllegalStateException(
                    mover.get() == caller
                            ? "a task of the loop may not move its time; only the test that drives the loop may"
                            : "thread " + caller.getName() + " may not move time while another thread is doing so");
        }
        List<Throwable> failures = new ArrayList<>();
        try {
            move.run(failures);
        } finally {
            tracing = false;
            mover.set(null);
        }
        rethrow(failures);
    }

    private void runAllUntil(long end, List<Throwable> failures) {
        int count = 0;
        for (Optional<Task> ran = runOneUntil(end, failures); ran.isPresent(); ran = runOneUntil(end, failures)) {
            count++;
            tracing = count > MOST_TASKS - TRACED_TASKS;
            if (count == MOST_TASKS) {
                IllegalStateException endless = new IllegalStateException("after " + MOST_TASKS
                        + " tasks the loop is still not idle; is there a timer that sets itself again for ever? The last task was "
                        + ran.get() + ", and pending are "
                        + tasks.stream().limit(5).toList());
                failures.forEach(endless::addSuppressed);
                throw endless;
            }
        }
    }

    private Optional<Task> runOneUntil(long end, List<Throwable> failures) {
        Task task = tasks.pollFirst();
        if (task == null) {
            return Optional.empty();
        }
        if (task.due > end) {
            tasks.add(task);
            return Optional.empty();
        }
        nanos = Math.max(nanos, task.due);
        running = Thread.currentThread();
        try {
            task.run.run();
        } catch (Throwable failure) {
            failures.add(failure);
        } finally {
            running = null;
        }
        return Optional.of(task);
    }

    private static void rethrow(List<Throwable> failures) {
        if (failures.isEmpty()) {
            return;
        }
        Throwable first = failures.get(0);
        failures.stream().skip(1).filter(later -> later != first).forEach(first::addSuppressed);
        if (first instanceof Error error) {
            throw error;
        }
        if (first instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        throw new IllegalStateException("a task of the loop threw a checked exception", first);
    }

    private static String callerOutsideThisClass() {
        return StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> !frame.getClassName().equals(VirtualLoop.class.getName()))
                        .findFirst()
                        .map(frame -> " set up at " + frame)
                        .orElse(""));
    }

    private static long saturatedSum(long nanos, long delay) {
        return delay > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : nanos + delay;
    }

    private enum Kind {
        TIMER,
        WORK
    }

    private interface Move {
        void run(List<Throwable> failures);
    }

    private record WallClock(Instant base, long baseNanos) {
        Instant at(long nanos) {
            return base.plusNanos(nanos - baseNanos);
        }
    }

    private record Task(long due, long arrival, Kind kind, Runnable run, String origin) implements Comparable<Task> {
        @Override
        public int compareTo(Task other) {
            int byTime = Long.compare(due, other.due);
            return byTime != 0 ? byTime : Long.compare(arrival, other.arrival);
        }

        @Override
        public String toString() {
            return run.getClass().getName() + origin;
        }
    }
}
