package org.dps4j.testkit.leak;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Remembers which threads and sockets there were, to tell later which have come since and stayed.
 *
 * <pre>{@code
 * LeakWatch watch = LeakWatch.begin();
 * Server.start().close();
 * watch.assertNothingIsLeft("a server that was closed");
 * }</pre>
 *
 * <p>Threads that are on their way out are joined, for 5 s in all; then sockets have half a second to close. Not counted are threads of the Java runtime itself, of
 * JUnit and Surefire, of the common ForkJoin pool and of Netty's global executor.
 *
 * <p>Sockets are the TCP and UDP ones of this process that are bound or connected. They are counted where
 * {@code /proc/self/fd} shows them, which is on Linux; elsewhere only threads are.
 *
 * <p>Immutable, for any thread.
 */
public final class LeakWatch {

    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration SOCKET_PATIENCE = Duration.ofMillis(500);

    private final Set<Thread> threadsBefore = LiveThreads.all();
    private final Set<OpenSocket> socketsBefore = OpenSocket.all();
    private final List<String> allowedThreads;
    private final Duration patience;

    private LeakWatch(List<String> allowedThreads, Duration patience) {
        this.allowedThreads = allowedThreads;
        this.patience = patience;
    }

    /** Begins to watch. Threads may stay whose names begin with one of {@code allowedThreads}. */
    public static LeakWatch begin(String... allowedThreads) {
        return begin(PATIENCE, allowedThreads);
    }

    static LeakWatch begin(Duration patience, String... allowedThreads) {
        return new LeakWatch(List.of(allowedThreads), patience);
    }

    /**
     * Fails if anything is left over that was not there when the watch began.
     *
     * @param what whose leaks these would be, for the message
     * @throws AssertionError with the names and stacks of threads and the addresses of sockets
     */
    public void assertNothingIsLeft(String what) {
        long end = System.nanoTime() + patience.toNanos();
        List<Thread> threads = LiveThreads.stillAliveAt(end, newThreads());
        Set<OpenSocket> sockets = socketsLeft();
        if (!threads.isEmpty() || !sockets.isEmpty()) {
            throw new AssertionError("after " + what + " are left over: "
                    + Stream.concat(
                                    threads.stream().map(LiveThreads::describe),
                                    sockets.stream().map(OpenSocket::toString))
                            .collect(Collectors.joining("\n", "\n", "")));
        }
    }

    private List<Thread> newThreads() {
        return LiveThreads.all().stream()
                .filter(thread -> !threadsBefore.contains(thread))
                .filter(thread -> !LiveThreads.isOfThePlatform(thread))
                .filter(thread -> allowedThreads.stream().noneMatch(thread.getName()::startsWith))
                .toList();
    }

    private Set<OpenSocket> socketsLeft() {
        long end = System.nanoTime() + Math.min(patience.toNanos(), SOCKET_PATIENCE.toNanos());
        Set<OpenSocket> left = newSockets();
        while (!left.isEmpty() && System.nanoTime() < end) {
            Thread.yield();
            left = newSockets();
        }
        return left;
    }

    private Set<OpenSocket> newSockets() {
        return OpenSocket.all().stream()
                .filter(socket -> socketsBefore.stream().noneMatch(socket::isSameAs))
                .collect(Collectors.toUnmodifiableSet());
    }
}
