package org.dps4j.protocol.coap;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.californium.core.server.resources.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Listens for CoAP over TCP or TLS (RFC 8323) on one address. Each connection lives on one of the loops; methods may be
 * called from any thread but a loop's.
 */
public final class CoapTcpServer implements CoapServer {

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
    private volatile boolean closed;
    private final Departures leaving;

    private record Running(Channel channel, ProtocolEndpoint endpoint) {}

    private CoapTcpServer(Builder builder) {
        loops = builder.loops;
        address = builder.address;
        tls = builder.tls.map(TlsEngines::of);
        limits = builder.limits;
        leaving = new Departures(builder.limits);
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

    @Override
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

    @Override
    public InetSocketAddress localAddress() {
        Running now = running;
        if (now == null) {
            throw new IllegalStateException("this server was not started");
        }
        return (InetSocketAddress) now.channel.localAddress();
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
            now.channel.close().awaitUninterruptibly();
            leaving.begin(connections);
        }
    }

    @Override
    public void close() {
        Running now = running;
        if (now == null || closed) {
            return;
        }
        closed = true;
        InetSocketAddress where = localAddress();
        release();
        leaving.await(CLOSE_LIMIT);
        NettyLoops.closeAll(channels, CLOSE_LIMIT);
        now.endpoint.destroy();
        leaving.log(now.endpoint.scheme(), where);
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
        Handover.tell(() -> listener.failed(peer, reason));
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
            Handover.to(loops.of(channel.parent().eventLoop()), () -> gate.opened(channel), ignored -> {});
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
    public static final class Builder extends CoapServerBuilder<Builder> {

        private final NettyLoops loops;
        private Optional<TlsOptions> tls = Optional.empty();

        private Builder(NettyLoops loops) {
            this.loops = loops;
        }

        @Override
        Builder self() {
            return this;
        }

        /** Listens with TLS; without it, with plain TCP. */
        public Builder tls(TlsOptions options) {
            tls = Optional.of(options);
            return this;
        }

        @Override
        public CoapTcpServer build() {
            return new CoapTcpServer(this);
        }
    }
}
