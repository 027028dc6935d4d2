package org.dps4j.protocol.coap;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.dps4j.loop.Loop;
import org.dps4j.protocol.coap.frame.Frame;
import org.dps4j.protocol.coap.frame.Signal;
import org.dps4j.protocol.coap.frame.SignalCodec;
import org.eclipse.californium.elements.RawData;

/** A connection that is up, on its channel: state and rules of RFC 8323; all state is confined to the loop. */
final class TcpConnection extends LoopConnection implements FrameDecoder.Events, Outbound.Events, Signalling.Events {

    private final InetSocketAddress local;
    private final Outbound outbound;
    private final Pings pings;
    private final Signalling signalling;

    TcpConnection(Channel channel, Loop loop, ProtocolEndpoint endpoint, TransportLimits limits, TlsPeer tlsPeer) {
        super(loop, endpoint, limits, (InetSocketAddress) channel.remoteAddress(), tlsPeer);
        this.local = (InetSocketAddress) channel.localAddress();
        this.outbound = new Outbound(channel, loop, limits, this);
        this.pings = new Pings(loop);
        this.signalling = new Signalling(outbound, pings, this);
    }

    /** Says what we take (7.01), first thing on the connection, and begins to watch the time. */
    void start() {
        outbound.signal(new Signal.Capabilities(OptionalLong.of(limits.inboundMessage())));
        liveness.start();
    }

    @Override
    void ping(Duration deadline, CompletableFuture<Duration> pong) {
        Optional<CloseReason> gone = ended();
        if (gone.isPresent()) {
            pong.completeExceptionally(new ConnectionClosedException(gone.get()));
            return;
        }
        byte[] token = ProtocolEndpoint.newToken();
        pings.watch(token, deadline, pong);
        outbound.signal(new Signal.Ping(), token);
    }

    /** A whole message came. */
    void received(Frame frame) {
        if (ended().isPresent()) {
            return;
        }
        liveness.received();
        if (SignalCodec.isSignal(frame)) {
            signalling.received(frame);
        } else if (frame.isRequest() && beingReleased().isPresent()) {
            outbound.answerLater(frame, RETRY_AFTER_RELEASE, RELEASING);
        } else if (frame.isRequest() && serving.isFull()) {
            outbound.answerLater(frame, RETRY_WHEN_FULL, fullText());
        } else if (frame.isRequest() || frame.isResponse()) {
            endpoint.receive(frame.bytes(), context, loop.nanoTime());
        } else if (frame.code() != 0) {
            abort("a message with the reserved code " + frame.codeText());
        }
        endIfReleased();
    }

    @Override
    public void malformed(byte[] message) {
        Unparsable.of(message).answer(outbound, requests).ifPresent(this::abort);
    }

    @Override
    public void framePartial() {
        liveness.framePartial();
    }

    @Override
    public void frameComplete() {
        liveness.frameComplete();
    }

    @Override
    public void write(RawData message) {
        Optional<CloseReason> gone = ended();
        if (gone.isPresent()) {
            message.onError(new ConnectionClosedException(gone.get()));
        } else {
            outbound.write(message, context);
        }
    }

    @Override
    public void sent() {
        liveness.sent();
    }

    @Override
    public void ping() {
        outbound.signal(new Signal.Ping());
    }

    @Override
    void endReleased(CloseReason why) {
        if (why instanceof CloseReason.ReleasedByUs) {
            farewell(new Signal.Release(), why);
        } else {
            end(why);
        }
    }

    private void abort(String diagnostics) {
        farewell(new Signal.Abort(diagnostics, OptionalInt.empty()), new CloseReason.MalformedFrame(diagnostics));
    }

    @Override
    public void farewell(Signal last, CloseReason why) {
        endWith(why, () -> outbound.closeAfter(last));
    }

    @Override
    void failOthers(ConnectionClosedException cause) {
        pings.failAll(cause);
    }

    @Override
    void closeCarrier() {
        outbound.close();
    }

    /** The channel is gone. */
    void inactive(CloseReason unlessKnown) {
        CloseReason why = beingReleased().orElse(unlessKnown);
        try {
            endWith(why, () -> {});
        } finally {
            gone(why);
        }
    }

    /** The Californium endpoint behind this connection and those beside it. */
    ProtocolEndpoint endpoint() {
        return endpoint;
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }

    @Override
    public String toString() {
        return "CoapConnection[" + peer() + "]";
    }
}
