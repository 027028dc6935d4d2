package org.dps4j.testkit.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Where {@link RawPeer}s are dialled. Connections that nobody accepts wait in the operating system's queue, and their
 * handshake with them. It has no thread.
 *
 * <pre>{@code
 * try (RawListener service = RawPeer.tls(context).listen()) {
 *     client.connect(service.address());
 *     try (RawPeer connection = service.accept()) {
 *         connection.send("00e1");
 *     }
 * }
 * }</pre>
 *
 * <p>Threading: for one thread at a time; {@link #close()} may come from any.
 */
public final class RawListener implements AutoCloseable {

    private final ServerSocketChannel channel;
    private final PeerSetup setup;
    private final Duration patience;
    private final InetSocketAddress address;

    RawListener(ServerSocketChannel channel, PeerSetup setup, Duration patience) throws IOException {
        this.channel = channel;
        this.setup = setup;
        this.patience = patience;
        this.address = (InetSocketAddress) channel.getLocalAddress();
        channel.configureBlocking(false);
    }

    /** Where it listens. After {@link #close()} nobody does: an address that refuses connections. */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * Takes the next connection, with TLS up to and including the handshake.
     *
     * @throws AssertionError if nobody dials before the deadline of the setup
     * @throws HandshakeFailedException if somebody does, but the handshake fails
     */
    public RawPeer accept() {
        return setup.accepted(nextConnection());
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot close the listener at " + address, failure);
        }
    }

    private SocketChannel nextConnection() {
        Deadline deadline = Deadline.in(patience);
        try (Selector selector = Selector.open()) {
            SelectionKey key = channel.register(selector, SelectionKey.OP_ACCEPT);
            SocketChannel connection = channel.accept();
            while (connection == null) {
                long millis = deadline.millisLeft();
                if (millis <= 0) {
                    throw new AssertionError("expected a connection to " + address + " within " + patience);
                }
                selector.select(ready -> {}, millis);
                if (Thread.currentThread().isInterrupted()) {
                    throw new IllegalStateException("interrupted while waiting for a connection to " + address);
                }
                connection = channel.accept();
            }
            key.cancel();
            return connection;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot accept connections at " + address, failure);
        }
    }
}
