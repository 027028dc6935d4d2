package org.dps4j.protocol.coap;

import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.dps4j.loop.Cancellable;
import org.jspecify.annotations.Nullable;

/**
 * One dial by DTLS, with a port of its own: looks the name up, then asks one address after the other until one does more
 * than refuse. What becomes of it comes out once, at the latest with its time. Confined to the loop.
 */
final class DtlsDial implements DtlsPort.Owner {

    private final NettyLoop loop;
    private final Endpoint target;
    private final TlsOptions options;
    private final TransportLimits limits;
    private final ProtocolEndpoint endpoint;
    private final CompletableFuture<DtlsConnection> result = new CompletableFuture<>();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final Cancellable timer;
    private @Nullable DtlsPort port;
    private @Nullable ChannelFuture channel;
    private List<InetAddress> untried = List.of();

    DtlsDial(NettyLoop loop, Endpoint target, TlsOptions options, TransportLimits limits, ProtocolEndpoint endpoint) {
        this.loop = loop;
        this.target = target;
        this.options = options;
        this.limits = limits;
        this.endpoint = endpoint;
        this.timer = loop.schedule(
                limits.connectTimeout().plus(limits.handshakeTimeout()),
                () -> close(new CloseReason.HandshakeTimeout(limits.handshakeTimeout())));
    }

    /** Completes when the association is there; fails with {@link ConnectionClosedException}. */
    CompletableFuture<DtlsConnection> start() {
        NameLookUp.begin(loop, target.host(), this::tryNext, this::close, result::completeExceptionally);
        return result;
    }

    /** Completes when nothing of it remains, the association included. */
    CompletableFuture<Void> gone() {
        return gone;
    }

    /** Gives up, or ends the association. */
    void close(CloseReason reason) {
        timer.cancel();
        result.completeExceptionally(new ConnectionClosedException(reason));
        untried = List.of();
        closePort(reason, () -> gone.complete(null));
    }

    private void tryNext(List<InetAddress> addresses) {
        if (result.isDone()) {
            return;
        }
        InetSocketAddress address = new InetSocketAddress(addresses.get(0), target.port());
        untried = addresses.subList(1, addresses.size());
        try {
            DtlsPort fresh = new DtlsPort(loop, endpoint, limits, DtlsPort.Capacity.OF_A_CLIENT, this);
            ChannelFuture connecting = fresh.bootstrap().connect(address);
            port = fresh;
            channel = connecting;
            connecting.addListener(done -> connected(fresh, connecting, address));
        } catch (IOException noSocket) {
            failed(address, new CloseReason.ConnectFailed(String.valueOf(noSocket.getMessage())));
        }
    }

    private void connected(DtlsPort fresh, ChannelFuture connecting, InetSocketAddress address) {
        if (result.isDone()) {
            return;
        }
        try {
            if (!connecting.isSuccess()) {
                throw new IOException(connecting.cause());
            }
            fresh.start(
                    connecting.channel(),
                    events -> DtlsProfile.client(
                            options, target.host(), events, loop.group().blocking()));
            fresh.dial(address, target.host());
        } catch (IOException | RuntimeException failure) {
            failed(address, new CloseReason.ConnectFailed(String.valueOf(failure.getMessage())));
        }
    }

    @Override
    public void up(DtlsConnection connection) {
        timer.cancel();
        if (!result.complete(connection)) {
            connection.close();
        }
    }

    @Override
    public void failed(InetSocketAddress peer, CloseReason reason) {
        boolean refused = reason instanceof CloseReason.ConnectRefused || reason instanceof CloseReason.ConnectFailed;
        if (refused && !untried.isEmpty()) {
            List<InetAddress> left = untried;
            closePort(reason, () -> tryNext(left));
        } else {
            close(reason);
        }
    }

    @Override
    public void down(DtlsConnection connection, CloseReason reason) {
        close(reason);
    }

    private void closePort(CloseReason reason, Runnable then) {
        DtlsPort ending = port;
        ChannelFuture on = channel;
        port = null;
        channel = null;
        if (ending == null || on == null) {
            then.run();
            return;
        }
        CompletableFuture<Void> unused = ending.close(on.channel(), reason).thenRun(then);
    }
}
