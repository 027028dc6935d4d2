package org.dps4j.protocol.coap;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.loop.Loop;
import org.dps4j.protocol.coap.frame.Frame;
import org.dps4j.protocol.coap.frame.Signal;
import org.dps4j.protocol.coap.frame.SignalCodec;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.elements.RawData;
import org.jspecify.annotations.Nullable;

/** A connection that is up, on its channel: state and rules of RFC 8323; all state is confined to the loop. */
final class TcpConnection
        implements StackConnection, Liveness.Actions, FrameDecoder.Events, Outbound.Events, Signalling.Events {

    /** A service that stops is back after about as long, or another one is asked. */
    private static final Duration RETRY_AFTER_RELEASE = Duration.ofSeconds(5);

    private static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(1);
    private static final Duration CANCEL_LIMIT = Duration.ofSeconds(10);

    private final InetSocketAddress local;
    private final Loop loop;
    private final ProtocolEndpoint endpoint;
    private final TransportLimits limits;
    private final TlsPeer tlsPeer;
    private final ConnectionContext context;
    private final Outbound outbound;
    private final Liveness liveness;
    private final Requests requests;
    private final Pings pings;
    private final Signalling signalling;
    private final Observations observations;
    private final Serving serving;
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    private volatile @Nullable CloseReason reason;
    private volatile @Nullable CloseReason releasing;
    private volatile Released released = Released.NOTHING;

    TcpConnection(Channel channel, Loop loop, ProtocolEndpoint endpoint, TransportLimits limits, TlsPeer tlsPeer) {
        this.local = (InetSocketAddress) channel.localAddress();
        this.outbound = new Outbound(channel, loop, limits, this);
        this.loop = loop;
        this.endpoint = endpoint;
        this.limits = limits;
        this.tlsPeer = tlsPeer;
        this.context = new ConnectionContext(this, (InetSocketAddress) channel.remoteAddress(), tlsPeer.chain());
        this.observations = new Observations(endpoint);
        this.liveness = new Liveness(loop, limits, this);
        this.requests = new Requests(loop);
        this.serving = new Serving(limits.waitingRequests());
        this.pings = new Pings(loop);
        this.signalling = new Signalling(outbound, pings, this);
    }

    /** Says what we take (7.01), first thing on the connection, and begins to watch the time. */
    void start() {
        outbound.signal(new Signal.Capabilities(OptionalLong.of(limits.inboundMessage())));
        liveness.start();
    }

    @Override
    public CompletableFuture<Response> send(Request request, Duration deadline) {
        CompletableFuture<Response> answer = new CompletableFuture<>();
        Handover.to(loop, () -> begin(request, deadline, answer), answer::completeExceptionally);
        return answer;
    }

    @Override
    public Observation observe(Request request, Duration deadline, ObservationListener listener) {
        if (request.getToken() != null && !ProtocolEndpoint.isCancellable(request.getToken())) {
            throw new IllegalArgumentException("the token of an observation is made when it is sent");
        }
        CompletableFuture<Response> first = new CompletableFuture<>();
        request.setObserve();
        Handover.to(
                loop,
                () -> {
                    begin(request, deadline, first);
                    if (!first.isDone()) {
                        observations.add(request, listener);
                        Handover.whenDone(first, answer -> observations.first(request.getToken(), answer), failure -> {
                            observations.remove(request);
                        });
                    }
                },
                first::completeExceptionally);
        return new Observation() {
            @Override
            public CompletableFuture<Response> first() {
                return first;
            }

            @Override
            public void cancel() {
                Handover.to(loop, () -> cancelObservation(request), ignored -> {});
            }
        };
    }

    @Override
    public CompletableFuture<Duration> ping(Duration deadline) {
        CompletableFuture<Duration> pong = new CompletableFuture<>();
        Handover.to(
                loop,
                () -> {
                    CloseReason gone = reason;
                    if (gone != null) {
                        pong.completeExceptionally(new ConnectionClosedException(gone));
                        return;
                    }
                    byte[] token = ProtocolEndpoint.newToken();
                    pings.watch(token, deadline, pong);
                    outbound.signal(new Signal.Ping(), token);
                },
                pong::completeExceptionally);
        return pong;
    }

    private void begin(Request request, Duration deadline, CompletableFuture<Response> answer) {
        CloseReason gone = reason == null ? releasing : reason;
        if (gone != null) {
            answer.completeExceptionally(new ConnectionClosedException(gone));
            return;
        }
        request.setDestinationContext(context);
        requests.watch(request, deadline, answer);
        Handover.whenDone(answer, ignored -> {}, failure -> {
            if (answer.isCancelled()) {
                Handover.to(loop, request::cancel, ignored -> {});
            }
        });
        endpoint.send(request);
    }

    private void cancelObservation(Request request) {
        boolean established = request.getResponse() != null;
        if (!observations.remove(request)) {
            return;
        }
        if (!established) {
            request.cancel();
        }
        endpoint.cancelObservation(request.getToken());
        Request end = new Request(request.getCode());
        end.setOptions(request.getOptions()).setToken(request.getToken());
        end.setObserveCancel();
        begin(end, CANCEL_LIMIT, new CompletableFuture<>());
    }

    /** A whole message came. */
    void received(Frame frame) {
        if (reason != null) {
            return;
        }
        liveness.received();
        if (SignalCodec.isSignal(frame)) {
            signalling.received(frame);
        } else if (frame.isRequest() && releasing != null) {
            outbound.answerLater(frame, RETRY_AFTER_RELEASE, "this connection is being released");
        } else if (frame.isRequest() && serving.isFull()) {
            outbound.answerLater(
                    frame,
                    RETRY_WHEN_FULL,
                    "already " + limits.waitingRequests() + " requests of this connection wait for their answer");
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
    public void serve(Exchange exchange) {
        serving.begin(exchange);
    }

    @Override
    public void answered(Exchange exchange) {
        serving.answered(exchange);
        if (releasing != null) {
            Handover.to(loop, this::endIfReleased, ignored -> {});
        }
    }

    @Override
    public void observed(Exchange exchange) {
        if (reason == null) {
            observations.observed(exchange);
        } else {
            exchange.getRelation().cancel();
        }
    }

    @Override
    public void notified(Response notification) {
        observations.notified(notification);
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
        CloseReason gone = reason;
        if (gone != null) {
            message.onError(new ConnectionClosedException(gone));
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
    public void release() {
        Handover.to(loop, () -> releasing(new CloseReason.ReleasedByUs()), ignored -> {});
    }

    /**
     * No new requests from here on, in either direction: those of the peer may have crossed our Release, so they are
     * answered, but with 5.03 (RFC 8323 5.5 expects them to be processed). Those it waits for already get their time.
     */
    @Override
    public void releasing(CloseReason why) {
        if (releasing == null) {
            releasing = why;
            serving.release();
            outbound.schedule(limits.releaseTimeout(), () -> endReleased(why));
            endIfReleased();
        }
    }

    private void endIfReleased() {
        CloseReason why = releasing;
        boolean byPeer = why instanceof CloseReason.ReleasedByPeer;
        if (why != null && serving.isEmpty() && (requests.isEmpty() || !byPeer)) {
            endReleased(why);
        }
    }

    private void endReleased(CloseReason why) {
        if (why instanceof CloseReason.ReleasedByUs) {
            farewell(new Signal.Release(), why);
        } else {
            end(why);
        }
    }

    @Override
    public void close() {
        end(new CloseReason.ClosedByUs());
    }

    private void abort(String diagnostics) {
        farewell(new Signal.Abort(diagnostics, OptionalInt.empty()), new CloseReason.MalformedFrame(diagnostics));
    }

    @Override
    public void end(CloseReason why) {
        Handover.to(loop, () -> endWith(why, outbound::close), ignored -> {});
    }

    @Override
    public void farewell(Signal last, CloseReason why) {
        endWith(why, () -> outbound.closeAfter(last));
    }

    private void endWith(CloseReason why, Runnable closing) {
        if (reason != null) {
            return;
        }
        reason = why;
        liveness.stop();
        ConnectionClosedException cause = new ConnectionClosedException(why);
        requests.failAll(cause);
        pings.failAll(cause);
        observations.endAll(cause);
        Released outcome = serving.end();
        if (releasing != null) {
            released = outcome;
        }
        closing.run();
    }

    /** What became of the requests that were still due when this was released; nothing unless it ended that way. */
    Released released() {
        return released;
    }

    /** The channel is gone. */
    void inactive(CloseReason unlessKnown) {
        CloseReason release = releasing;
        endWith(release == null ? unlessKnown : release, () -> {});
        CloseReason known = reason;
        closed.complete(known == null ? unlessKnown : known);
    }

    /** The Californium endpoint behind this connection and those beside it. */
    ProtocolEndpoint endpoint() {
        return endpoint;
    }

    @Override
    public List<X509Certificate> peerCertificates() {
        return tlsPeer.chain();
    }

    @Override
    public Attachments attachments() {
        return tlsPeer.attachments();
    }

    @Override
    public InetSocketAddress peer() {
        return context.getPeerAddress();
    }

    @Override
    public InetSocketAddress local() {
        return local;
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public CompletionStage<CloseReason> closed() {
        return closed;
    }

    @Override
    public String toString() {
        return "CoapConnection[" + peer() + "]";
    }
}
