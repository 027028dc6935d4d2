package org.dps4j.testkit.leak;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The threads of this process, as far as they can be a leak. */
final class LiveThreads {

    private static final List<String> PLATFORM = List.of(
            "ForkJoinPool.commonPool-",
            "CompletableFutureDelayScheduler",
            "globalEventExecutor-",
            "junit-",
            "surefire-",
            "process reaper",
            "Common-Cleaner",
            "Keep-Alive-",
            "Attach Listener");

    private LiveThreads() {}

    static Set<Thread> all() {
        return Thread.getAllStackTraces().keySet();
    }

    static boolean isOfThePlatform(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return (group != null && group.getParent() == null) || PLATFORM.stream().anyMatch(thread.getName()::startsWith);
    }

    /** Waits for threads to end, until the nanosecond given, and returns those which have not. */
    static List<Thread> stillAliveAt(long end, List<Thread> threads) {
        for (Thread thread : threads) {
            long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (millis > 0) {
                join(thread, millis);
            }
        }
        return threads.stream().filter(Thread::isAlive).toList();
    }

    static String describe(Thread thread) {
        return "thread " + thread.getName() + (thread.isDaemon() ? " (daemon, " : " (")
                + thread.getState() + ")"
                + Arrays.stream(thread.getStackTrace())
                        .map(frame -> "\n    at " + frame)
                        .collect(Collectors.joining());
    }

    private static void join(Thread thread, long millis) {
        try {
            thread.join(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "interrupted while waiting for " + thread.getName() + " to end", interrupted);
        }
    }
}
