package org.dps4j.protocol.coap;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.dps4j.protocol.coap.frame.Frame;

/** Counts the requests that pass on their way to a connection. */
final class RequestCount extends ChannelInboundHandlerAdapter {

    private int count;

    int count() {
        return count;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof Frame frame && frame.isRequest()) {
            count++;
        }
        context.fireChannelRead(message);
    }
}
