package org.dps4j.protocol.coap;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import org.dps4j.protocol.coap.frame.Frame;

/** Brings the events of a channel to its connection, and stops reading while the peer does not read. */
final class ConnectionHandler extends ChannelInboundHandlerAdapter {

    private final TcpConnection connection;
    private final FrameDecoder decoder;
    private final TransportLimits limits;

    ConnectionHandler(TcpConnection connection, FrameDecoder decoder, TransportLimits limits) {
        this.connection = connection;
        this.decoder = decoder;
        this.limits = limits;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof Frame frame) {
            connection.received(frame);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof CloseReason reason) {
            connection.end(reason);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(context.channel().isWritable());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (context.channel().eventLoop().isShuttingDown()) {
            connection.inactive(new CloseReason.ClosedByUs());
        } else if (decoder.isPartial()) {
            connection.inactive(new CloseReason.MalformedFrame("the stream ended in the middle of a message"));
        } else {
            connection.inactive(new CloseReason.ClosedByPeer());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        connection.end(CloseReasons.of(cause, limits));
    }
}
