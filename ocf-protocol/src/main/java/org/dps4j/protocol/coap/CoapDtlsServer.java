package org.dps4j.protocol.coap;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.server.resources.Resource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for CoAP over DTLS (RFC 7252 9) on one UDP port. A peer has to show that it is where it says it is before anything
 * is kept of it (RFC 6347 4.2.1). All associations live on one loop, their cryptography is done beside it; methods may be
 * called from any thread but a loop's.
 */
public final class CoapDtlsServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CoapDtlsServer.class);

    private final NettyLoop loop;
    private final InetSocketAddress address;
    private final TlsOptions tls;
    private final TransportLimits limits;
    private final DtlsPort.Capacity capacity;
    private final Resource root;
    private final ConnectionListener listener;
    private final Set<DtlsConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Running running;

    private record Running(DtlsPort port, Channel channel, ProtocolEndpoint endpoint) {}

    private CoapDtlsServer(Builder builder) {
        DtlsProfile.require(builder.tls);
        loop = builder.loop;
        address = builder.address;
        tls = builder.tls;
        limits = builder.limits;
        capacity = new DtlsPort.Capacity(builder.maxConnections, builder.maxOpenHandshakes);
        root = builder.root;
        listener = builder.listener;
    }

    /** A builder for a server whose associations live on {@code loop}; {@code tls} shows an identity. */
    public static Builder builder(NettyLoop loop, TlsOptions tls) {
        return new Builder(loop, tls);
    }

    /**
     * Binds. Throws {@link BindException}, naming the address, if it cannot be bound, and {@link IllegalArgumentException}
     * if the TLS options cannot be used. Once only.
     */
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

    /** The address it is bound to. Throws {@link IllegalStateException} before {@link #start()}. */
    public InetSocketAddress localAddress() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("this server was not started");
        }
        return now.port.local();
    }

    /** The associations that are up. */
    public List<CoapConnection> connections() {
        return List.copyOf(connections);
    }

    /**
     * Takes no further peers, answers what was taken, says good-bye to every peer. Returns when they are gone, at the latest
     * a few seconds after {@link TransportLimits#releaseTimeout()}, and logs what became of requests.
     */
    @Override
    public void close() {
        Running now = running;
        if (now == null || !now.channel.isOpen()) {
            return;
        }
        List<DtlsConnection> open = List.copyOf(connections);
        loop.execute(now.port::stopAccepting);
        open.forEach(DtlsConnection::release);
        NettyLoops.await(
                CompletableFuture.allOf(open.stream()
                        .map(connection -> connection.closed().toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new)),
                limits.releaseTimeout().plus(DtlsConnection.LAST_WORDS));
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
        Released requests = open.stream().map(DtlsConnection::released).reduce(Released.NOTHING, Released::plus);
        LOG.info(
                "coaps:/{} stopped: {} connections released, {} waiting requests answered, {} given up after {} ms",
                now.port.local(),
                open.size(),
                requests.answered(),
                requests.givenUp(),
                limits.releaseTimeout().toMillis());
    }

    /** Brings what becomes of peers to the listener. */
    private final class Peers implements DtlsPort.Owner {

        @Override
        public void up(DtlsConnection connection) {
            connections.add(connection);
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
    public static final class Builder {

        private static final int MAX_CONNECTIONS = 10_000;
        private static final int MAX_OPEN_HANDSHAKES = 1_000;

        private final NettyLoop loop;
        private final TlsOptions tls;
        private InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        private TransportLimits limits = TransportLimits.forService();
        private int maxConnections = MAX_CONNECTIONS;
        private int maxOpenHandshakes = MAX_OPEN_HANDSHAKES;
        private Resource root = new CoapResource("");
        private ConnectionListener listener = ConnectionListener.NONE;

        private Builder(NettyLoop loop, TlsOptions tls) {
            this.loop = loop;
            this.tls = tls;
        }

        /** The address to bind; loopback with any free port by default. */
        public Builder bind(InetSocketAddress local) {
            address = local;
            return this;
        }

        /** The limits; {@link TransportLimits#forService()} by default. */
        public Builder limits(TransportLimits bounds) {
            limits = bounds;
            return this;
        }

        /** How many associations there may be; 10 000 by default. Further ones are refused. */
        public Builder maxConnections(int limit) {
            maxConnections = limit;
            return this;
        }

        /** How many handshakes may be open at the same time; 1 000 by default. A further one ends the oldest. */
        public Builder maxOpenHandshakes(int limit) {
            maxOpenHandshakes = limit;
            return this;
        }

        /**
         * The resource tree that answers requests; an empty one by default. Requests come on the loop of their association
         * and must not block; an answer may follow later, best on that loop too.
         */
        public Builder root(Resource tree) {
            root = tree;
            return this;
        }

        /** Who hears of connections; nobody by default. */
        public Builder listener(ConnectionListener hears) {
            listener = hears;
            return this;
        }

        /** The server; binds nothing. Throws {@link IllegalArgumentException} if DTLS cannot be done with its options. */
        public CoapDtlsServer build() {
            return new CoapDtlsServer(this);
        }
    }
}
