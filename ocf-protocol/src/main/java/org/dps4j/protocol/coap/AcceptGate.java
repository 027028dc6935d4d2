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
import java.util.function.BiConsumer;
import org.dps4j.protocol.coap.CloseReason.ListenerFull;

/**
 * Bounds what a listener accepts. One connection too many, in all or of one address, is closed at once; one open handshake
 * too many ends the oldest, so that peers that never finish do not keep out those that do. Confined to the listener's loop.
 */
final class AcceptGate extends ChannelInboundHandlerAdapter {

    private static final AttributeKey<CloseReason> EVICTED = AttributeKey.valueOf(AcceptGate.class, "EVICTED");

    private final ConnectionCount connections;
    private final int maxOpenHandshakes;
    private final BiConsumer<InetSocketAddress, CloseReason> refused;
    private final Set<Channel> open = new LinkedHashSet<>();

    AcceptGate(ConnectionCount connections, int maxOpenHandshakes, BiConsumer<InetSocketAddress, CloseReason> refused) {
        this.connections = connections;
        this.maxOpenHandshakes = maxOpenHandshakes;
        this.refused = refused;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Channel channel = (Channel) message;
        if (!(channel.remoteAddress() instanceof InetSocketAddress peer)) {
            // it was gone before it was accepted
            channel.unsafe().closeForcibly();
            return;
        }
        Optional<CloseReason> tooMany = connections.begin(peer.getAddress());
        if (tooMany.isPresent()) {
            refused.accept(peer, tooMany.get());
            channel.unsafe().closeForcibly();
            return;
        }
        if (open.size() >= maxOpenHandshakes) {
            Iterator<Channel> oldest = open.iterator();
            Channel evicted = oldest.next();
            oldest.remove();
            CloseReason full = new ListenerFull(ListenerFull.Bound.OPEN_HANDSHAKES, maxOpenHandshakes);
            evicted.attr(EVICTED).set(full);
            if (evicted.isRegistered()) {
                evicted.pipeline().fireUserEventTriggered(full);
            }
        }
        open.add(channel);
        channel.closeFuture().addListener(ignored -> {
            connections.end(peer.getAddress());
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
