package org.dps4j.testkit.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;

/** One connection through the proxy: a socket to either end and a pipe in either direction. */
final class Link {

    private final SocketChannel client;
    private final SocketChannel server;
    private final Pipe toServer;
    private final Pipe toClient;

    private Link(SocketChannel client, SocketChannel server, FaultProxy proxy, long now) {
        this.client = client;
        this.server = server;
        this.toServer = new Pipe(client, server, proxy.toServer(), now);
        this.toClient = new Pipe(server, client, proxy.toClient(), now);
    }

    static Link open(SocketChannel client, InetSocketAddress target, FaultProxy proxy, long now) throws IOException {
        SocketChannel server = SocketChannel.open();
        Link link = new Link(client, server, proxy, now);
        for (SocketChannel channel : List.of(client, server)) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        try {
            server.connect(target);
        } catch (IOException refused) {
            link.reset();
        }
        return link;
    }

    boolean isOpen() {
        return client.isOpen() && server.isOpen();
    }

    /** Moves what can be moved now. */
    void step(long now) {
        try {
            if (server.isConnectionPending() && !server.finishConnect()) {
                return;
            }
            toServer.read(now);
            toClient.read(now);
            Verdict verdict = toServer.forward(now).and(toClient.forward(now));
            if (verdict == Verdict.RESET) {
                reset();
            } else if (verdict == Verdict.CLOSE || (toServer.isDone() && toClient.isDone())) {
                close();
            }
        } catch (IOException broken) {
            reset();
        }
    }

    void register(Selector selector) throws ClosedChannelException {
        if (server.isConnectionPending()) {
            server.register(selector, SelectionKey.OP_CONNECT);
            client.register(selector, 0);
            return;
        }
        client.register(selector, operations(toServer, toClient));
        server.register(selector, operations(toClient, toServer));
    }

    long nanosUntilNext(long now) {
        return Math.min(toServer.nanosUntilNext(now), toClient.nanosUntilNext(now));
    }

    void reset() {
        for (SocketChannel channel : List.of(client, server)) {
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException gone) {
                continue;
            }
        }
        close();
    }

    void close() {
        for (SocketChannel channel : List.of(client, server)) {
            try {
                channel.close();
            } catch (IOException gone) {
                continue;
            }
        }
    }

    private static int operations(Pipe reading, Pipe writing) {
        return (reading.wantsToRead() ? SelectionKey.OP_READ : 0)
                | (writing.wantsToWrite() ? SelectionKey.OP_WRITE : 0);
    }
}
