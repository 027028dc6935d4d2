package org.dps4j.protocol.coap;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLEngine;
import org.eclipse.californium.core.server.resources.Resource;

/**
 * Dials CoAP over TCP ({@code coap+tcp://host:port}) and TLS ({@code coaps+tcp://host:port}), RFC 8323. It never dials
 * by itself. All its connections live on one loop; methods may be called from any thread.
 */
public final class CoapTcpClient implements AutoCloseable {

    private final NettyLoop loop;
    private final Optional<TlsEngines> tls;
    private final TransportLimits limits;
    private final Resource root;
    private final ConnectionListener listener;
    private final Map<Endpoint.Security, ProtocolEndpoint> endpoints = new EnumMap<>(Endpoint.Security.class);
    private final Set<Dial> dials = new HashSet<>();
    private final Set<Channel> channels = new HashSet<>();
    private boolean closed;

    private CoapTcpClient(Builder builder) {
        loop = builder.loop;
        tls = builder.tls.map(TlsEngines::of);
        limits = builder.limits;
        root = builder.root;
        listener = builder.listener;
    }

    /** A builder for a client whose connections live on {@code loop}. */
    public static Builder builder(NettyLoop loop) {
        return new Builder(loop);
    }

    /**
     * Dials {@code endpoint} and completes when the connection is up: connected, and its handshake complete. Fails with
     * {@link ConnectionClosedException}. TLS as {@link Builder#tls} says. The default ports are 5683 and 5684. Throws
     * {@link IllegalArgumentException} for a URI of another scheme or without a host.
     */
    public CompletableFuture<CoapConnection> connect(URI endpoint) {
        Endpoint target = Endpoint.of(endpoint);
        if (target.security() == Endpoint.Security.PLAIN) {
            return dial(target, Optional.empty());
        }
        if (tls.isEmpty()) {
            throw new IllegalStateException("this client has no TLS options, but dials " + endpoint);
        }
        return dial(target, tls);
    }

    /** The same with the identity and the checks of {@code options}, prepared for this dial; for {@code coaps+tcp} only. */
    public CompletableFuture<CoapConnection> connect(URI endpoint, TlsOptions options) {
        Endpoint target = Endpoint.of(endpoint);
        if (target.security() == Endpoint.Security.PLAIN) {
            throw new IllegalArgumentException("TLS needs an endpoint that begins with coaps+tcp://, not " + endpoint);
        }
        return dial(target, Optional.of(TlsEngines.of(options)));
    }

    /**
     * Closes all connections at once, those in the middle of a handshake too, and ends dials. May be called on the loop;
     * elsewhere it returns when the sockets are gone, within seconds.
     */
    @Override
    public void close() {
        Handover.close(loop, this::closeAll);
    }

    private CompletableFuture<Void> closeAll() {
        closed = true;
        CloseReason reason = new CloseReason.ClosedByUs();
        List.copyOf(dials).forEach(dial -> dial.cancel(reason));
        List<Channel> open = List.copyOf(channels);
        open.forEach(channel -> channel.pipeline().fireUserEventTriggered(reason));
        endpoints.values().forEach(ProtocolEndpoint::destroy);
        endpoints.clear();
        return CompletableFuture.allOf(open.stream().map(CoapTcpClient::gone).toArray(CompletableFuture<?>[]::new));
    }

    private static CompletableFuture<Void> gone(Channel channel) {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        channel.closeFuture().addListener(closed -> gone.complete(null));
        return gone;
    }

    private CompletableFuture<CoapConnection> dial(Endpoint target, Optional<TlsEngines> engines) {
        CompletableFuture<CoapConnection> result = new CompletableFuture<>();
        try {
            loop.execute(() -> dialOnLoop(target, engines, result));
        } catch (RejectedExecutionException loopIsGone) {
            result.completeExceptionally(new ConnectionClosedException(new CloseReason.ClosedByUs()));
        }
        return result;
    }

    private void dialOnLoop(Endpoint target, Optional<TlsEngines> engines, CompletableFuture<CoapConnection> result) {
        if (closed) {
            result.completeExceptionally(new ConnectionClosedException(new CloseReason.ClosedByUs()));
            return;
        }
        Dialled owner = new Dialled(target, result);
        ProtocolEndpoint protocol = endpoints.computeIfAbsent(target.security(), this::endpoint);
        Dial dial = new Dial(loop, target, limits, new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                if (engines.isPresent()) {
                    SSLEngine engine = engines.get().client(target.host(), target.port());
                    ConnectionOpener.tls(channel, loop, protocol, limits, engines.get(), engine, owner);
                } else {
                    ConnectionOpener.plain(channel, loop, protocol, limits, owner);
                }
            }
        });
        dials.add(dial);
        CompletableFuture<Channel> ignored = dial.start().whenComplete((channel, failure) -> {
            dials.remove(dial);
            if (failure instanceof ConnectionClosedException refused) {
                owner.failed(refused.reason());
            } else if (closed) {
                Outbound.close(channel);
            } else {
                channels.add(channel);
                channel.closeFuture().addListener(gone -> channels.remove(channel));
            }
        });
    }

    private ProtocolEndpoint endpoint(Endpoint.Security security) {
        String protocol = security == Endpoint.Security.TLS ? ProtocolEndpoint.TLS : ProtocolEndpoint.TCP;
        return ProtocolEndpoint.start(
                protocol, new InetSocketAddress(0), root, loop.group().secondary());
    }

    /** Brings what becomes of one dial to the caller and the listener. */
    private final class Dialled implements ConnectionOpener.Owner {

        private final Endpoint target;
        private final CompletableFuture<CoapConnection> result;
        private boolean reported;

        Dialled(Endpoint target, CompletableFuture<CoapConnection> result) {
            this.target = target;
            this.result = result;
        }

        @Override
        public void up(TcpConnection connection) {
            reported = true;
            if (!result.complete(connection)) {
                connection.close();
            }
            listener.connected(connection);
        }

        @Override
        public void failed(CloseReason reason) {
            if (!reported) {
                reported = true;
                result.completeExceptionally(new ConnectionClosedException(reason));
                listener.failed(InetSocketAddress.createUnresolved(target.host(), target.port()), reason);
            }
        }

        @Override
        public void down(TcpConnection connection, CloseReason reason) {
            listener.closed(connection, reason);
        }
    }

    /** Collects what a client needs. */
    public static final class Builder extends CoapClientBuilder<Builder> {

        private Optional<TlsOptions> tls = Optional.empty();

        private Builder(NettyLoop loop) {
            super(loop);
        }

        @Override
        Builder self() {
            return this;
        }

        /** How TLS is done where the call does not say. */
        public Builder tls(TlsOptions options) {
            tls = Optional.of(options);
            return this;
        }

        /** The client; dials nothing. Throws {@link IllegalArgumentException} if its TLS options cannot be used. */
        public CoapTcpClient build() {
            return new CoapTcpClient(this);
        }
    }
}
