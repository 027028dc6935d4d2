package org.dps4j.protocol.coap;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLEngine;

/**
 * The beginning of a connection, for both roles: waits for the handshake and the verdict on the peer's certificates, then
 * makes way for the connection itself. Confined to the channel's loop.
 */
final class ConnectionOpener extends ChannelInboundHandlerAdapter {

    /** Who hears what becomes of a channel; each channel is reported up or failed once, and down after it was up. */
    interface Owner {

        void up(TcpConnection connection);

        void failed(CloseReason reason);

        void down(TcpConnection connection, CloseReason reason);
    }

    private static final int HELD_LIMIT = 64;
    private static final long CLOSE_NOTIFY_MILLIS = 1_000;

    private final NettyLoop loop;
    private final ProtocolEndpoint endpoint;
    private final TransportLimits limits;
    private final Optional<TlsEngines> tls;
    private final Owner owner;
    private final List<Object> held = new ArrayList<>();
    private boolean decided;

    private ConnectionOpener(
            NettyLoop loop, ProtocolEndpoint endpoint, TransportLimits limits, Optional<TlsEngines> tls, Owner owner) {
        this.loop = loop;
        this.endpoint = endpoint;
        this.limits = limits;
        this.tls = tls;
        this.owner = owner;
    }

    /** Prepares a fresh channel without TLS. */
    static void plain(Channel channel, NettyLoop loop, ProtocolEndpoint endpoint, TransportLimits limits, Owner owner) {
        loop.group().track(channel);
        channel.pipeline().addLast(new ConnectionOpener(loop, endpoint, limits, Optional.empty(), owner));
    }

    /** Prepares a fresh channel with TLS. */
    static void tls(
            Channel channel,
            NettyLoop loop,
            ProtocolEndpoint endpoint,
            TransportLimits limits,
            TlsEngines engines,
            SSLEngine engine,
            Owner owner) {
        loop.group().track(channel);
        SslHandler handler = new SslHandler(engine, loop.group().blocking());
        handler.setHandshakeTimeoutMillis(limits.handshakeTimeout().toMillis());
        handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_MILLIS);
        handler.setWrapDataSize(0);
        channel.pipeline().addLast(handler, new ConnectionOpener(loop, endpoint, limits, Optional.of(engines), owner));
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (tls.isEmpty()) {
            up(context, TlsPeer.unknown());
        }
        context.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && !decided) {
            if (handshake.isSuccess()) {
                verify(context);
            } else {
                fail(context, CloseReasons.of(handshake.cause(), limits));
            }
        } else if (event instanceof CloseReason evicted && !decided) {
            fail(context, evicted);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!decided && held.size() < HELD_LIMIT) {
            held.add(message);
            return;
        }
        ReferenceCountUtil.release(message);
        fail(context, new CloseReason.HandshakeFailed("too much data before the verdict on the peer's certificate"));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        fail(context, new CloseReason.ClosedByPeer());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        fail(context, CloseReasons.of(cause, limits));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        held.forEach(ReferenceCountUtil::release);
        held.clear();
    }

    private void verify(ChannelHandlerContext context) {
        SSLEngine engine = context.pipeline().get(SslHandler.class).engine();
        Channel channel = context.channel();
        TlsEngines engines = tls.orElseThrow();
        Optional<TlsPeer> known = engines.peerOf(engine);
        if (known.isPresent()) {
            up(context, known.get());
            return;
        }
        channel.config().setAutoRead(false);
        loop.group().blocking().execute(() -> {
            try {
                TlsPeer peer = engines.check(engine);
                loop.execute(() -> {
                    if (channel.isActive()) {
                        channel.config().setAutoRead(true);
                        up(context, peer);
                    }
                });
            } catch (Throwable refused) {
                loop.execute(() -> fail(context, CloseReasons.of(refused, limits)));
            }
        });
    }

    private void up(ChannelHandlerContext context, TlsPeer peer) {
        if (decided) {
            return;
        }
        decided = true;
        Channel channel = context.channel();
        TcpConnection connection = new TcpConnection(channel, loop, endpoint, limits, peer);
        FrameDecoder decoder = new FrameDecoder(limits.inboundMessage(), connection);
        List<Object> early = List.copyOf(held);
        held.clear();
        channel.pipeline().addLast(decoder, new ConnectionHandler(connection, decoder, limits));
        channel.pipeline().remove(this);
        connection.start();
        CompletionStage<Void> unused =
                connection.closed().thenAccept(reason -> Handover.tell(() -> owner.down(connection, reason)));
        Handover.tell(() -> owner.up(connection));
        ChannelHandlerContext before = channel.pipeline().context(decoder);
        for (Object message : early) {
            try {
                decoder.channelRead(before, message);
            } catch (Exception failure) {
                before.fireExceptionCaught(failure);
            }
        }
    }

    private void fail(ChannelHandlerContext context, CloseReason reason) {
        if (!decided) {
            decided = true;
            Handover.tell(() -> owner.failed(
                    reason instanceof CloseReason.ClosedByPeer
                            ? new CloseReason.HandshakeFailed("the peer closed the connection")
                            : reason));
        }
        Outbound.close(context);
    }
}
