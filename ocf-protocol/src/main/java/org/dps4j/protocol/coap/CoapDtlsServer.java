package org.dps4j.protocol.coap;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.californium.core.server.resources.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Listens for CoAP over DTLS (RFC 7252 9) on one UDP port. A peer has to show that it is where it says it is before anything
 * is kept of it (RFC 6347 4.2.1). A body has 32 KiB at most, all its blocks together. All associations live on one loop, their cryptography is done beside it; methods may be
 * called from any thread but a loop's.
 */
public final class CoapDtlsServer implements CoapServer {

    private final NettyLoop loop;
    private final InetSocketAddress address;
    private final TlsOptions tls;
    private final TransportLimits limits;
    private final DtlsPort.Capacity capacity;
    private final Resource root;
    private final ConnectionListener listener;
    private final Set<DtlsConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Running running;
    private volatile boolean closing;
    private final Departures leaving;

    private record Running(DtlsPort port, Channel channel, ProtocolEndpoint endpoint) {}

    private CoapDtlsServer(Builder builder) {
        DtlsProfile.require(builder.tls);
        loop = builder.loop;
        address = builder.address;
        tls = builder.tls;
        limits = builder.limits;
        leaving = new Departures(builder.limits);
        capacity = new DtlsPort.Capacity(
                builder.maxConnections, builder.maxConnectionsOfAddress, builder.maxOpenHandshakes);
        root = builder.root;
        listener = builder.listener;
    }

    /** A builder for a server whose associations live on {@code loop}; {@code tls} shows an identity. */
    public static Builder builder(NettyLoop loop, TlsOptions tls) {
        return new Builder(loop, tls);
    }

    @Override
    public void start() throws IOException {
        if (running != null) {
            throw new IllegalStateException("this server was started already");
        }
        ProtocolEndpoint endpoint = ProtocolEndpoint.overDtls(
                address, root, loop, new DatagramSettings(limits.inboundMessage(), capacity.total()));
        DtlsPort port = new DtlsPort(loop, endpoint, limits, capacity, new Peers());
        ChannelFuture binding = port.bootstrap().bind(address).awaitUninterruptibly();
        if (!binding.isSuccess()) {
            endpoint.destroy();
            BindException refused = new BindException("cannot listen at " + address.getHostString() + ":"
                    + address.getPort() + " (UDP): " + binding.cause().getMessage());
            refused.initCause(binding.cause());
            throw refused;
        }
        try {
            port.start(
                    binding.channel(),
                    events -> DtlsProfile.server(
                            tls, capacity.total(), events, loop.group().blocking()));
        } catch (IOException | RuntimeException unusable) {
            binding.channel().close().awaitUninterruptibly();
            endpoint.destroy();
            throw unusable;
        }
        running = new Running(port, binding.channel(), endpoint);
    }

    @Override
    public InetSocketAddress localAddress() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("this server was not started");
        }
        return now.port.local();
    }

    @Override
    public List<CoapConnection> connections() {
        return List.copyOf(connections);
    }

    @Override
    public void release() {
        Running now = running;
        if (now != null && !closing) {
            closing = true;
            loop.execute(now.port::stopAccepting);
            leaving.begin(connections);
        }
    }

    @Override
    public void close() {
        Running now = running;
        if (now == null || !now.channel.isOpen()) {
            return;
        }
        release();
        leaving.await(DtlsConnection.LAST_WORDS);
        CompletableFuture<Void> gone = new CompletableFuture<>();
        loop.execute(() -> {
            CompletableFuture<Void> unused = now.port
                    .close(now.channel, new CloseReason.ClosedByUs())
                    .thenRun(() -> {
                        now.endpoint.destroy();
                        gone.complete(null);
                    });
        });
        NettyLoops.await(gone, DtlsConnection.LAST_WORDS.multipliedBy(2));
        leaving.log(now.endpoint.scheme(), now.port.local());
    }

    /** How many handshakes are open, as far as the loop has heard. */
    int openHandshakes() {
        CompletableFuture<Integer> open = new CompletableFuture<>();
        Running now = running;
        loop.execute(() -> open.complete(now == null ? 0 : now.port.openHandshakes()));
        return open.join();
    }

    /** To how many peers the good-bye is still to be said. */
    int farewells() {
        Running now = running;
        return now == null ? 0 : now.port.farewells();
    }

    /** Brings what becomes of peers to the listener. */
    private final class Peers implements DtlsPort.Owner {

        @Override
        public void up(DtlsConnection connection) {
            connections.add(connection);
            if (closing) {
                connection.release();
            }
            listener.connected(connection);
        }

        @Override
        public void failed(InetSocketAddress peer, CloseReason reason) {
            listener.failed(peer, reason);
        }

        @Override
        public void down(DtlsConnection connection, CloseReason reason) {
            connections.remove(connection);
            listener.closed(connection, reason);
        }
    }

    /** Collects what a server needs. */
    public static final class Builder extends CoapServerBuilder<Builder> {

        private final NettyLoop loop;
        private final TlsOptions tls;

        private Builder(NettyLoop loop, TlsOptions tls) {
            this.loop = loop;
            this.tls = tls;
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        public CoapDtlsServer build() {
            return new CoapDtlsServer(this);
        }
    }
}
