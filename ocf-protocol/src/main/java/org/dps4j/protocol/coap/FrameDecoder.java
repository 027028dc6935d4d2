package org.dps4j.protocol.coap;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.Optional;
import org.dps4j.protocol.coap.frame.Frame;
import org.dps4j.protocol.coap.frame.FrameFormatException;
import org.dps4j.protocol.coap.frame.FrameHeader;

/**
 * Cuts the stream into messages. A message that is too large is refused by its header, before anything of it is buffered;
 * while the peer does not read our answers, no further message is taken from what it sent.
 */
final class FrameDecoder extends ByteToMessageDecoder {

    /** What a connection hears of its stream. */
    interface Events {

        /** A message began and more of it has to come. */
        void framePartial();

        /** A message is complete. */
        void frameComplete();

        /** The stream cannot be read any further. */
        void end(CloseReason reason);
    }

    private final int limit;
    private final Events events;
    private boolean paused;
    private boolean broken;
    private boolean partial;

    FrameDecoder(int limit, Events events) {
        this.limit = limit;
        this.events = events;
    }

    /** Whether a message began that is not complete. */
    boolean isPartial() {
        return partial;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (!context.channel().isWritable()) {
            paused = true;
            return;
        }
        Optional<FrameHeader> header;
        try {
            header = FrameHeader.peek(in);
        } catch (FrameFormatException malformed) {
            refuse(in, new CloseReason.MalformedFrame(String.valueOf(malformed.getMessage())));
            return;
        }
        if (header.isPresent() && header.get().totalLength() > limit) {
            refuse(in, new CloseReason.FrameTooLarge(header.get().totalLength(), limit));
        } else if (header.isEmpty() || in.readableBytes() < header.get().totalLength()) {
            partial = true;
            events.framePartial();
        } else {
            partial = false;
            events.frameComplete();
            out.add(Frame.take(in, header.get()));
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) throws Exception {
        if (paused && context.channel().isWritable()) {
            paused = false;
            context.executor().execute(() -> resume(context));
        }
        super.channelWritabilityChanged(context);
    }

    private void resume(ChannelHandlerContext context) {
        try {
            channelRead(context, Unpooled.EMPTY_BUFFER);
        } catch (Exception failure) {
            context.fireExceptionCaught(failure);
        }
    }

    private void refuse(ByteBuf in, CloseReason reason) {
        broken = true;
        in.skipBytes(in.readableBytes());
        events.end(reason);
    }
}
