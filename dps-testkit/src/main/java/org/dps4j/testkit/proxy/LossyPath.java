package org.dps4j.testkit.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;

/**
 * A way for datagrams on which some get lost. Every datagram, in either direction, has a number in the order of its arrival
 * here, from 0. Thread-safe; closing leaves nothing behind.
 */
public final class LossyPath implements AutoCloseable {

    private static final int LARGEST_DATAGRAM = 65_535;
    private static final long CLOSE_MILLIS = 5_000;

    private final InetSocketAddress server;
    private final IntPredicate lost;
    private final Selector selector;
    private final DatagramChannel front;
    private final Map<SocketAddress, DatagramChannel> ways = new HashMap<>();
    private final UnaryOperator<SocketAddress> seenAs;
    private final Map<SocketAddress, SocketAddress> lastSender = new HashMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(LARGEST_DATAGRAM);
    private final AtomicInteger seen = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();
    private final Thread thread;

    private LossyPath(InetSocketAddress server, UnaryOperator<SocketAddress> seenAs, IntPredicate lost)
            throws IOException {
        this.server = server;
        this.seenAs = seenAs;
        this.lost = lost;
        this.selector = Selector.open();
        this.front = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        front.configureBlocking(false).register(selector, SelectionKey.OP_READ);
        thread = new Thread(this::run, "lossy-path");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * A way to {@code server} on which the datagrams get lost whose number {@code lost} says. The server sees each sender
     * under a port of its own.
     */
    public static LossyPath to(InetSocketAddress server, IntPredicate lost) {
        return start(server, UnaryOperator.identity(), lost);
    }

    /**
     * A way to {@code server} on which nothing gets lost. The server sees all senders under one address and port, as a
     * device that begins anew; what it sends goes to the one that sent last.
     */
    public static LossyPath underOnePort(InetSocketAddress server) {
        return start(server, sender -> server, number -> false);
    }

    private static LossyPath start(InetSocketAddress server, UnaryOperator<SocketAddress> seenAs, IntPredicate lost) {
        try {
            return new LossyPath(server, seenAs, lost);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a client sends to. */
    public InetSocketAddress address() {
        try {
            return (InetSocketAddress) front.getLocalAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many datagrams came here so far. */
    public int seen() {
        return seen.get();
    }

    /** How many of them got lost. */
    public int dropped() {
        return dropped.get();
    }

    @Override
    public void close() {
        try {
            selector.close();
            thread.join(CLOSE_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::pass);
            }
        } catch (ClosedSelectorException closed) {
            return;
        } catch (IOException | UncheckedIOException failed) {
            throw new IllegalStateException("the path broke", failed);
        } finally {
            ways.values().forEach(LossyPath::closeQuietly);
            closeQuietly(front);
        }
    }

    private void pass(SelectionKey key) {
        DatagramChannel from = (DatagramChannel) key.channel();
        try {
            buffer.clear();
            SocketAddress sender = from.receive(buffer);
            if (sender == null || isLost()) {
                return;
            }
            buffer.flip();
            if (from == front) {
                lastSender.put(seenAs.apply(sender), sender);
                way(seenAs.apply(sender)).write(buffer);
            } else {
                front.send(buffer, lastSender.get((SocketAddress) key.attachment()));
            }
        } catch (PortUnreachableException nobodyThere) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isLost() {
        boolean loses = lost.test(seen.getAndIncrement());
        if (loses) {
            dropped.incrementAndGet();
        }
        return loses;
    }

    private DatagramChannel way(SocketAddress sender) throws IOException {
        DatagramChannel known = ways.get(sender);
        if (known != null) {
            return known;
        }
        DatagramChannel fresh = DatagramChannel.open().connect(server);
        fresh.configureBlocking(false).register(selector, SelectionKey.OP_READ, sender);
        ways.put(sender, fresh);
        return fresh;
    }

    private static void closeQuietly(DatagramChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
