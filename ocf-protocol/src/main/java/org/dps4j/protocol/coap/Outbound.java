package org.dps4j.protocol.coap;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundInvoker;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;
import org.dps4j.protocol.coap.frame.Frame;
import org.dps4j.protocol.coap.frame.FrameFormatException;
import org.dps4j.protocol.coap.frame.Signal;
import org.dps4j.protocol.coap.frame.SignalCodec;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.RawData;

/** What goes out on one connection: one message per write, none larger than the peer takes. May be used by any thread. */
final class Outbound {

    /** What a connection hears of its writes. */
    interface Events {

        /** A message that is no signal went to the network. */
        void sent();

        /** Nothing can be written any more. */
        void end(CloseReason reason);
    }

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);
    private static final long QUEUE_LIMIT = 1 << 20;

    private final Channel channel;
    private final Loop loop;
    private final TransportLimits limits;
    private final Events events;
    private volatile OptionalLong peerMaxMessageSize = OptionalLong.empty();

    Outbound(Channel channel, Loop loop, TransportLimits limits, Events events) {
        this.channel = channel;
        this.loop = loop;
        this.limits = limits;
        this.events = events;
    }

    /** Closes a channel; what becomes of it is heard elsewhere. */
    static void close(ChannelOutboundInvoker channel) {
        ChannelFuture unused = channel.close();
    }

    /** The peer said what it takes. */
    void peerTakes(long maxMessageSize) {
        peerMaxMessageSize = OptionalLong.of(maxMessageSize);
    }

    /** Sends a message of Californium's. A request too large fails here, a response too large becomes 5.00. */
    void write(RawData message, EndpointContext context) {
        Frame frame;
        try {
            frame = Frame.of(message.getBytes());
        } catch (FrameFormatException impossible) {
            message.onError(impossible);
            return;
        }
        Optional<MessageTooLargeException> tooLarge = tooLarge(frame);
        if (tooLarge.isPresent()) {
            if (frame.isResponse()) {
                answer(
                        frame,
                        ResponseCode.INTERNAL_SERVER_ERROR,
                        String.valueOf(tooLarge.get().getMessage()));
            }
            message.onError(tooLarge.get());
            return;
        }
        message.onContextEstablished(context);
        transmit(frame, written -> {
            if (written.isSuccess()) {
                events.sent();
                message.onSent();
            } else if (frame.isResponse()) {
                message.onError(written.cause());
            }
        });
    }

    /** Answers a request by hand, with its token. */
    void answer(Frame request, ResponseCode code, String text) {
        transmit(Frame.ofText(code.value, request.token(), text), written -> {});
    }

    /** Puts a request off with 5.03, saying when it is worth asking again (RFC 7252 5.9.3.4). */
    void answerLater(Frame request, Duration retryAfter, String text) {
        transmit(Frame.ofOutage(request.token(), retryAfter, text), written -> {});
    }

    /** Sends a signal with a token of its own. */
    void signal(Signal signal) {
        signal(signal, ProtocolEndpoint.newToken());
    }

    /** Sends a signal with this token. */
    void signal(Signal signal, byte[] token) {
        transmit(SignalCodec.encode(signal, token), written -> {});
    }

    /** Closes once {@code last} went out, or after a short time if the peer does not take it. */
    void closeAfter(Signal last) {
        ChannelFuture written = channel.writeAndFlush(Unpooled.wrappedBuffer(
                SignalCodec.encode(last, ProtocolEndpoint.newToken()).bytes()));
        written.addListener(ignored -> close(channel));
        schedule(LAST_WORDS, this::close);
    }

    /** Closes at once. */
    void close() {
        close(channel);
    }

    /** Runs a task later unless the channel is closed by then; no timer outlives the channel. */
    void schedule(Duration delay, Runnable task) {
        Cancellable timer = loop.schedule(delay, task);
        channel.closeFuture().addListener(closed -> timer.cancel());
    }

    private void transmit(Frame frame, Consumer<ChannelFuture> then) {
        ChannelFuture written = channel.writeAndFlush(Unpooled.wrappedBuffer(frame.bytes()));
        written.addListener((ChannelFuture future) -> {
            then.accept(future);
            if (!future.isSuccess()) {
                endSoon(future.cause());
            }
        });
        long queued = channel.bytesBeforeWritable();
        if (queued > QUEUE_LIMIT) {
            events.end(new CloseReason.PeerDoesNotRead(queued));
        }
    }

    /** Gives the last words of the peer, such as the alert that tells why, the time to be read. */
    private void endSoon(Throwable cause) {
        schedule(LAST_WORDS, () -> events.end(CloseReasons.of(cause, limits)));
    }

    private Optional<MessageTooLargeException> tooLarge(Frame frame) {
        OptionalLong announced = peerMaxMessageSize;
        long limit = announced.orElse(limits.outboundPayload());
        if (frame.length() <= limit) {
            return Optional.empty();
        }
        long size = announced.isPresent() ? frame.length() : frame.payloadLength();
        return size > limit ? Optional.of(new MessageTooLargeException(size, limit)) : Optional.empty();
    }
}
