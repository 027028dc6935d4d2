package org.dps4j.protocol.coap;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.californium.core.server.resources.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Dials CoAP over DTLS ({@code coaps://host:port}, RFC 7252 9): as {@link CoapTcpClient} does over TLS, with lost messages
 * sent again and large bodies sent in blocks (RFC 7959). It never dials by itself, and never takes up a session again. Each
 * association has a UDP port of its own, and no thread. All of them live on one loop; methods may be called from any
 * thread.
 */
public final class CoapDtlsClient implements AutoCloseable {

    private static final int PEERS = 64;

    private final NettyLoop loop;
    private final TransportLimits limits;
    private final Resource root;
    private final ConnectionListener listener;
    private final Set<DtlsDial> dials = new HashSet<>();
    private @Nullable ProtocolEndpoint endpoint;
    private boolean closed;

    private CoapDtlsClient(Builder builder) {
        loop = builder.loop;
        limits = builder.limits;
        root = builder.root;
        listener = builder.listener;
    }

    /** A builder for a client whose associations live on {@code loop}. */
    public static Builder builder(NettyLoop loop) {
        return new Builder(loop);
    }

    /**
     * Dials {@code endpoint} and completes when the association is established and each side has accepted the other's
     * certificates. Fails with {@link ConnectionClosedException}. The default port is 5684. Throws
     * {@link IllegalArgumentException} for a URI of another scheme or without a host, and for options that bring an
     * {@code SSLContext} or only cipher suites that DTLS does not have.
     */
    public CompletableFuture<CoapConnection> connect(URI endpoint, TlsOptions options) {
        Endpoint target = Endpoint.ofDtls(endpoint);
        DtlsProfile.require(options);
        CompletableFuture<CoapConnection> result = new CompletableFuture<>();
        try {
            loop.execute(() -> dialOnLoop(target, options, result));
        } catch (RejectedExecutionException loopIsGone) {
            result.completeExceptionally(new ConnectionClosedException(new CloseReason.ClosedByUs()));
        }
        return result;
    }

    /**
     * Closes all associations at once, those in the middle of a handshake too. May be called on the loop; elsewhere it
     * returns when the sockets are gone, within seconds.
     */
    @Override
    public void close() {
        Handover.close(loop, this::closeAll);
    }

    private CompletableFuture<Void> closeAll() {
        closed = true;
        List<DtlsDial> open = List.copyOf(dials);
        open.forEach(dial -> dial.close(new CloseReason.ClosedByUs()));
        ProtocolEndpoint ending = endpoint;
        endpoint = null;
        if (ending != null) {
            ending.destroy();
        }
        return CompletableFuture.allOf(open.stream().map(DtlsDial::gone).toArray(CompletableFuture<?>[]::new));
    }

    private void dialOnLoop(Endpoint target, TlsOptions options, CompletableFuture<CoapConnection> result) {
        if (closed) {
            result.completeExceptionally(new ConnectionClosedException(new CloseReason.ClosedByUs()));
            return;
        }
        ProtocolEndpoint protocol = endpoint;
        if (protocol == null) {
            protocol = ProtocolEndpoint.overDtls(
                    new InetSocketAddress(0), root, loop, new DatagramSettings(limits.inboundMessage(), PEERS));
            endpoint = protocol;
        }
        DtlsDial dial = new DtlsDial(loop, target, options, limits, protocol);
        dials.add(dial);
        CompletableFuture<Void> ignored = dial.gone().thenRun(() -> dials.remove(dial));
        CompletableFuture<DtlsConnection> unused = dial.start().whenComplete((connection, failure) -> {
            if (connection != null) {
                up(connection, result);
            } else if (failure instanceof ConnectionClosedException refused) {
                result.completeExceptionally(refused);
                Handover.tell(() -> listener.failed(
                        InetSocketAddress.createUnresolved(target.host(), target.port()), refused.reason()));
            }
        });
    }

    private void up(DtlsConnection connection, CompletableFuture<CoapConnection> result) {
        CompletableFuture<Void> unused = connection
                .closed()
                .thenAccept(reason -> Handover.tell(() -> listener.closed(connection, reason)))
                .toCompletableFuture();
        if (!result.complete(connection)) {
            connection.close();
        }
        Handover.tell(() -> listener.connected(connection));
    }

    /** Collects what a client needs. */
    public static final class Builder extends CoapClientBuilder<Builder> {

        private Builder(NettyLoop loop) {
            super(loop);
        }

        @Override
        Builder self() {
            return this;
        }

        /** The client; dials nothing. */
        public CoapDtlsClient build() {
            return new CoapDtlsClient(this);
        }
    }
}
