package org.dps4j.protocol.coap;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Bounds what a listener accepts. One connection too many is closed at once; one open handshake too many ends the oldest,
 * so that peers that never finish do not keep out those that do. Confined to the listener's loop.
 */
final class AcceptGate extends ChannelInboundHandlerAdapter {

    private static final AttributeKey<CloseReason> EVICTED = AttributeKey.valueOf(AcceptGate.class, "EVICTED");

    private final int maxConnections;
    private final int maxOpenHandshakes;
    private final BiConsumer<InetSocketAddress, CloseReason> refused;
    private final AtomicInteger accepted = new AtomicInteger();
    private final Set<Channel> open = new LinkedHashSet<>();

    AcceptGate(int maxConnections, int maxOpenHandshakes, BiConsumer<InetSocketAddress, CloseReason> refused) {
        this.maxConnections = maxConnections;
        this.maxOpenHandshakes = maxOpenHandshakes;
        this.refused = refused;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Channel channel = (Channel) message;
        if (accepted.get() >= maxConnections) {
            refused.accept((InetSocketAddress) channel.remoteAddress(), new CloseReason.ListenerFull(maxConnections));
            channel.unsafe().closeForcibly();
            return;
        }
        if (open.size() >= maxOpenHandshakes) {
            Iterator<Channel> oldest = open.iterator();
            Channel evicted = oldest.next();
            oldest.remove();
            CloseReason full = new CloseReason.ListenerFull(maxOpenHandshakes);
            evicted.attr(EVICTED).set(full);
            if (evicted.isRegistered()) {
                evicted.pipeline().fireUserEventTriggered(full);
            }
        }
        accepted.incrementAndGet();
        open.add(channel);
        channel.closeFuture().addListener(ignored -> {
            accepted.decrementAndGet();
            if (!context.executor().isShuttingDown()) {
                context.executor().execute(() -> open.remove(channel));
            }
        });
        context.fireChannelRead(channel);
    }

    /** Why this channel had to make room before it was ready to hear of it, if it had to. */
    static Optional<CloseReason> evicted(Channel channel) {
        return Optional.ofNullable(channel.attr(EVICTED).get());
    }

    /** The handshake of this channel is over; on the listener's loop. */
    void opened(Channel channel) {
        open.remove(channel);
    }
}
