package org.dps4j.protocol.coap;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.server.resources.Resource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for CoAP over TCP or TLS (RFC 8323) on one address. Each connection lives on one of the loops; methods may be
 * called from any thread but a loop's.
 */
public final class CoapTcpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CoapTcpServer.class);
    private static final int BACKLOG = 1024;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    private final NettyLoops loops;
    private final InetSocketAddress address;
    private final Optional<TlsEngines> tls;
    private final TransportLimits limits;
    private final Resource root;
    private final ConnectionListener listener;
    private final AcceptGate gate;
    private final Set<Channel> channels = ConcurrentHashMap.newKeySet();
    private final Set<TcpConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Running running;
    private volatile boolean closing;

    private record Running(Channel channel, ProtocolEndpoint endpoint) {}

    private CoapTcpServer(Builder builder) {
        loops = builder.loops;
        address = builder.address;
        tls = builder.tls.map(TlsEngines::of);
        limits = builder.limits;
        root = builder.root;
        listener = builder.listener;
        gate = new AcceptGate(
                new ConnectionCount(builder.maxConnections, builder.maxConnectionsOfAddress),
                builder.maxOpenHandshakes,
                this::tellFailed);
    }

    /** A builder for a server whose connections are spread over {@code loops}. */
    public static Builder builder(NettyLoops loops) {
        return new Builder(loops);
    }

    /** Binds. Throws {@link BindException}, naming the address, if it cannot be bound. Once only. */
    public void start() throws IOException {
        if (running != null) {
            throw new IllegalStateException("this server was started already");
        }
        ProtocolEndpoint endpoint = ProtocolEndpoint.start(
                tls.isPresent() ? ProtocolEndpoint.TLS : ProtocolEndpoint.TCP, address, root, loops.secondary());
        ChannelFuture binding = new ServerBootstrap()
                .group(loops.group())
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .handler(gate)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_CLOSE, false)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted(channel, endpoint);
                    }
                })
                .bind(address)
                .awaitUninterruptibly();
        if (!binding.isSuccess()) {
            endpoint.destroy();
            BindException refused = new BindException("cannot listen at " + address.getHostString() + ":"
                    + address.getPort() + ": " + binding.cause().getMessage());
            refused.initCause(binding.cause());
            throw refused;
        }
        loops.track(binding.channel());
        running = new Running(binding.channel(), endpoint);
    }

    /** The address it is bound to. Throws {@link IllegalStateException} before {@link #start()}. */
    public InetSocketAddress localAddress() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("this server was not started");
        }
        return (InetSocketAddress) now.channel.localAddress();
    }

    /** The connections that are up. */
    public List<CoapConnection> connections() {
        return List.copyOf(connections);
    }

    /**
     * Stops listening, answers what was taken, releases every connection (7.04) and closes it. Returns when they are gone,
     * at the latest a few seconds after {@link TransportLimits#releaseTimeout()}, and logs what became of requests.
     */
    @Override
    public void close() {
        Running now = running;
        if (now == null) {
            return;
        }
        closing = true;
        InetSocketAddress where = localAddress();
        now.channel.close().awaitUninterruptibly();
        List<TcpConnection> open = List.copyOf(connections);
        open.forEach(TcpConnection::release);
        NettyLoops.await(
                CompletableFuture.allOf(open.stream()
                        .map(connection -> connection.closed().toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new)),
                limits.releaseTimeout().plus(CLOSE_LIMIT));
        NettyLoops.closeAll(channels, CLOSE_LIMIT);
        now.endpoint.destroy();
        Released requests = open.stream().map(TcpConnection::released).reduce(Released.NOTHING, Released::plus);
        LOG.info(
                "{}:/{} stopped: {} connections released, {} waiting requests answered, {} given up after {} ms",
                now.endpoint.scheme(),
                where,
                open.size(),
                requests.answered(),
                requests.givenUp(),
                limits.releaseTimeout().toMillis());
    }

    /** How many TLS sessions of connections that may be long gone are kept. */
    int sessionsKept() {
        return tls.map(TlsEngines::sessionsKept).orElse(0);
    }

    private void accepted(Channel channel, ProtocolEndpoint endpoint) {
        channels.add(channel);
        channel.closeFuture().addListener(ignored -> channels.remove(channel));
        Accepted owner = new Accepted(channel);
        NettyLoop loop = loops.of(channel.eventLoop());
        if (tls.isPresent()) {
            ConnectionOpener.tls(
                    channel, loop, endpoint, limits, tls.get(), tls.get().server(), owner);
        } else {
            ConnectionOpener.plain(channel, loop, endpoint, limits, owner);
        }
        Optional<CloseReason> unwanted =
                closing ? Optional.of(new CloseReason.ClosedByUs()) : AcceptGate.evicted(channel);
        unwanted.ifPresent(channel.pipeline()::fireUserEventTriggered);
    }

    private void tellFailed(InetSocketAddress peer, CloseReason reason) {
        try {
            listener.failed(peer, reason);
        } catch (RuntimeException failure) {
            LOG.error("a listener of connections failed", failure);
        }
    }

    /** Brings what becomes of one accepted channel to the listener. */
    private final class Accepted implements ConnectionOpener.Owner {

        private final Channel channel;
        private final InetSocketAddress peer;

        Accepted(Channel channel) {
            this.channel = channel;
            this.peer = (InetSocketAddress) channel.remoteAddress();
        }

        @Override
        public void up(TcpConnection connection) {
            connections.add(connection);
            if (closing) {
                connection.release();
            }
            channel.parent().eventLoop().execute(() -> gate.opened(channel));
            listener.connected(connection);
        }

        @Override
        public void failed(CloseReason reason) {
            listener.failed(peer, reason);
        }

        @Override
        public void down(TcpConnection connection, CloseReason reason) {
            connections.remove(connection);
            listener.closed(connection, reason);
        }
    }

    /** Collects what a server needs. */
    public static final class Builder {

        private static final int MAX_CONNECTIONS = 10_000;
        private static final int MAX_OPEN_HANDSHAKES = 1_000;

        private final NettyLoops loops;
        private InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        private Optional<TlsOptions> tls = Optional.empty();
        private TransportLimits limits = TransportLimits.forService();
        private int maxConnections = MAX_CONNECTIONS;
        private int maxConnectionsOfAddress = Integer.MAX_VALUE;
        private int maxOpenHandshakes = MAX_OPEN_HANDSHAKES;
        private Resource root = new CoapResource("");
        private ConnectionListener listener = ConnectionListener.NONE;

        private Builder(NettyLoops loops) {
            this.loops = loops;
        }

        /** The address to bind; loopback with any free port by default. */
        public Builder bind(InetSocketAddress local) {
            address = local;
            return this;
        }

        /** Listens with TLS; without it, with plain TCP. */
        public Builder tls(TlsOptions options) {
            tls = Optional.of(options);
            return this;
        }

        /** The limits; {@link TransportLimits#forService()} by default. */
        public Builder limits(TransportLimits bounds) {
            limits = bounds;
            return this;
        }

        /** How many connections there may be; 10 000 by default. Further ones are closed at once. */
        public Builder maxConnections(int limit) {
            maxConnections = limit;
            return this;
        }

        /**
         * How many connections one address may have; as many as there may be in all by default. Further ones are closed at
         * once. All of an IPv6 network with a prefix of 64 bits is one address.
         */
        public Builder maxConnectionsOfAddress(int limit) {
            maxConnectionsOfAddress = limit;
            return this;
        }

        /** How many handshakes may be open at the same time; 1 000 by default. A further one ends the oldest. */
        public Builder maxOpenHandshakes(int limit) {
            maxOpenHandshakes = limit;
            return this;
        }

        /**
         * The resource tree that answers requests; an empty one by default. Requests come on the loop of their connection
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

        /** The server; binds nothing. Throws {@link IllegalArgumentException} if its TLS options cannot be used. */
        public CoapTcpServer build() {
            return new CoapTcpServer(this);
        }
    }
}
