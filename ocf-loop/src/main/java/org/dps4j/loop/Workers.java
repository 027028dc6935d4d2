package org.dps4j.loop;

import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bounded pool of daemon threads for work that blocks, so that no event loop has to: writing files, SQL, signing.
 *
 * <pre>{@code
 * try (Workers workers = Workers.named("store", 1, 100)) {
 *     workers.execute(() -> write(state));
 * }
 * }</pre>
 *
 * <p>Thread-safe. What a task throws goes to the thread's uncaught exception handler; the pool carries on.
 */
public final class Workers implements Executor, AutoCloseable {

    private static final long GRACE_SECONDS = 5;
    private static final long IDLE_SECONDS = 30;

    private final String name;
    private final int queueLimit;
    private final ThreadPoolExecutor pool;
    private final AtomicInteger numbers = new AtomicInteger();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    private Workers(String name, int threads, int queueLimit) {
        this.name = name;
        this.queueLimit = queueLimit;
        this.pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(queueLimit),
                this::newThread);
        pool.allowCoreThreadTimeOut(true);
    }

    /**
     * A pool of at most {@code threads} threads called {@code name-1}, {@code name-2} and so on, before which at most
     * {@code queueLimit} tasks wait. Threads are started when there is work and end after 30 s without any.
     *
     * @throws IllegalArgumentException if the name is blank or a number is below 1
     */
    public static Workers named(String name, int threads, int queueLimit) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("workers need a name, it shows in thread dumps");
        }
        if (threads < 1 || queueLimit < 1) {
            throw new IllegalArgumentException(
                    "workers " + name + " need at least one thread and room for one task, got " + threads
                            + " threads and room for " + queueLimit);
        }
        return new Workers(name, threads, queueLimit);
    }

    /**
     * Runs {@code task} on one of the threads; never on the caller's.
     *
     * @throws RejectedExecutionException if as many tasks as allowed are waiting already, or after {@link #close()}
     */
    @Override
    public void execute(Runnable task) {
        Objects.requireNonNull(task, "task");
        try {
            pool.execute(task);
        } catch (RejectedExecutionException rejected) {
            throw new RejectedExecutionException(
                    pool.isShutdown()
                            ? "workers " + name + " are closed"
                            : "workers " + name + " are overloaded: " + queueLimit + " tasks are waiting already",
                    rejected);
        }
    }

    /**
     * Takes no more tasks, lets those it has finish for up to 5 s, interrupts what still runs then, and returns when the
     * threads have ended, or one second later. Called by one of its own tasks it does not wait.
     */
    @Override
    public void close() {
        pool.shutdown();
        if (threads.contains(Thread.currentThread())) {
            return;
        }
        try {
            if (!pool.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                pool.shutdownNow();
            }
            for (Thread thread : threads) {
                thread.join(TimeUnit.SECONDS.toMillis(1));
            }
        } catch (InterruptedException interrupted) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private Thread newThread(Runnable task) {
        threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        Thread thread = new Thread(task, name + "-" + numbers.incrementAndGet());
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }
}
