package org.dps4j.testkit.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP proxy on the loopback interface that stands between a client and a server and does to their bytes what bad
 * networks do: delays, loses, throttles, cuts and resets, each direction by itself, and changed at any time.
 *
 * <pre>{@code
 * try (FaultProxy proxy = FaultProxy.to(service.localAddress())) {
 *     device.start(proxy.address());
 *     proxy.toClient().drop();          // the service answers, and nobody hears it
 *     proxy.toClient().pass();
 *     proxy.resetConnections();
 *     proxy.refuseConnections();
 *     assertThat(proxy.connections()).isEqualTo(1);
 * }
 * }</pre>
 *
 * <p>Thread-safe. One daemon thread does the work; it ends at {@link #close()}.
 */
public final class FaultProxy implements AutoCloseable {

    private final InetSocketAddress target;
    private final InetSocketAddress address;
    private final Selector selector;
    private final Direction toServer;
    private final Direction toClient;
    private final Thread thread;
    private final AtomicInteger connections = new AtomicInteger();
    private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
    private final List<Link> links = new ArrayList<>();
    private ServerSocketChannel listening;
    private volatile boolean closed;

    private FaultProxy(InetSocketAddress target) throws IOException {
        this.target = target;
        this.selector = Selector.open();
        this.toServer = new Direction(selector::wakeup);
        this.toClient = new Direction(selector::wakeup);
        this.listening = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        this.address = (InetSocketAddress) listening.getLocalAddress();
        this.thread = new Thread(this::run, "fault-proxy-" + address.getPort());
        thread.setDaemon(true);
    }

    /** Starts a proxy in front of {@code target}, which it connects to once for each connection it gets. */
    public static FaultProxy to(InetSocketAddress target) {
        try {
            FaultProxy proxy = new FaultProxy(target);
            proxy.thread.start();
            return proxy;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot start a proxy in front of " + target, failure);
        }
    }

    /** Where clients connect to, instead of to the target. */
    public InetSocketAddress address() {
        return address;
    }

    /** The direction from clients to the target. */
    public Direction toServer() {
        return toServer;
    }

    /** The direction from the target to clients. */
    public Direction toClient() {
        return toClient;
    }

    /** How many connections were accepted so far. */
    public int connections() {
        return connections.get();
    }

    /** Resets all open connections towards both ends. */
    public void resetConnections() {
        onThread(() -> links.forEach(Link::reset));
    }

    /** Closes all open connections towards both ends. */
    public void closeConnections() {
        onThread(() -> links.forEach(Link::close));
    }

    /** Refuses new connections, as if nobody listened at {@link #address()}. Open ones stay. */
    public void refuseConnections() {
        onThread(() -> closeQuietly(listening));
    }

    /** Accepts connections again, at the same address. */
    public void acceptConnections() {
        onThread(() -> {
            if (!listening.isOpen()) {
                listening = listen(address);
            }
        });
    }

    /** Closes all connections and the listener, and waits for the thread to end. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void onThread(Command command) {
        if (closed) {
            throw new IllegalStateException("the proxy at " + address + " is closed");
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        commands.add(() -> {
            try {
                command.run();
                selector.selectNow(key -> {});
                done.complete(null);
            } catch (IOException failure) {
                done.completeExceptionally(failure);
            }
        });
        selector.wakeup();
        done.orTimeout(5, TimeUnit.SECONDS).join();
    }

    private void run() {
        try {
            while (!closed) {
                await();
                for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
                    command.run();
                }
                accept();
                long now = System.nanoTime();
                links.forEach(link -> link.step(now));
                links.removeIf(link -> !link.isOpen());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the proxy in front of " + target + " is broken", failure);
        } finally {
            links.forEach(Link::close);
            closeQuietly(listening);
            closeQuietly(selector);
        }
    }

    private void await() throws IOException {
        long now = System.nanoTime();
        long nanos = Long.MAX_VALUE;
        for (Link link : links) {
            link.register(selector);
            nanos = Math.min(nanos, link.nanosUntilNext(now));
        }
        if (nanos == 0) {
            selector.selectNow(key -> {});
        } else {
            selector.select(key -> {}, nanos == Long.MAX_VALUE ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos) + 1);
        }
    }

    private void accept() throws IOException {
        if (!listening.isOpen()) {
            return;
        }
        for (SocketChannel client = listening.accept(); client != null; client = listening.accept()) {
            connections.incrementAndGet();
            links.add(Link.open(client, target, this, System.nanoTime()));
        }
    }

    private ServerSocketChannel listen(InetSocketAddress at) throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        channel.configureBlocking(false);
        channel.bind(at);
        channel.register(selector, SelectionKey.OP_ACCEPT);
        return channel;
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception failure) {
            return;
        }
    }

    private interface Command {
        void run() throws IOException;
    }
}
