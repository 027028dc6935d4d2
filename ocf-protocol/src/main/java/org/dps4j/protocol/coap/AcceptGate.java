package org.dps4j.protocol.coap;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Bounds what a listener accepts. One connection too many is closed at once; one open handshake too many ends the oldest,
 * so that peers that never finish do not keep out those that do. Confined to the listener's loop.
 */
final class AcceptGate extends ChannelInboundHandlerAdapter {

    private final int maxConnections;
    private final int maxOpenHandshakes;
    private final BiConsumer<InetSocketAddress, CloseReason> refused;
    private final Set<Channel> accepted = new HashSet<>();
    private final Set<Channel> open = new LinkedHashSet<>();

    AcceptGate(int maxConnections, int maxOpenHandshakes, BiConsumer<InetSocketAddress, CloseReason> refused) {
        this.maxConnections = maxConnections;
        this.maxOpenHandshakes = maxOpenHandshakes;
        this.refused = refused;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Channel channel = (Channel) message;
        if (accepted.size() >= maxConnections) {
            refused.accept((InetSocketAddress) channel.remoteAddress(), new CloseReason.ListenerFull(maxConnections));
            channel.unsafe().closeForcibly();
            return;
        }
        if (open.size() >= maxOpenHandshakes) {
            Iterator<Channel> oldest = open.iterator();
            Channel evicted = oldest.next();
            oldest.remove();
            evicted.pipeline().fireUserEventTriggered(new CloseReason.ListenerFull(maxOpenHandshakes));
        }
        accepted.add(channel);
        open.add(channel);
        channel.closeFuture()
                .addListener(ignored -> context.executor().execute(() -> {
                    accepted.remove(channel);
                    open.remove(channel);
                }));
        context.fireChannelRead(channel);
    }

    /** The handshake of this channel is over; on the listener's loop. */
    void opened(Channel channel) {
        open.remove(channel);
    }
}
