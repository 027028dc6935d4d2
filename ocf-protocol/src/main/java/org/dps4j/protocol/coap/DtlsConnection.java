package org.dps4j.protocol.coap;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.loop.Loop;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.MessageCallback;
import org.eclipse.californium.elements.RawData;
import org.eclipse.californium.scandium.dtls.Connection;
import org.jspecify.annotations.Nullable;

/** One association of DTLS that is established, as a connection; all state is confined to the loop. */
final class DtlsConnection implements StackConnection, Liveness.Actions {

    /** How long a good-bye may take. */
    static final Duration LAST_WORDS = Duration.ofSeconds(1);

    /** A service that stops is back after about as long, or another one is asked. */
    private static final long RETRY_AFTER_RELEASE_SECONDS = 5;

    private static final long RETRY_WHEN_FULL_SECONDS = 1;
    private static final Duration CANCEL_LIMIT = Duration.ofSeconds(10);

    private final DtlsPort port;
    private final NettyLoop loop;
    private final ProtocolEndpoint endpoint;
    private final TransportLimits limits;
    private final Connection association;
    private final TlsPeer identity;
    private final DtlsAddress address;
    private final ConnectionContext context;
    private final Liveness liveness;
    private final Requests requests;
    private final Observations observations;
    private final Serving serving;
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    private volatile @Nullable CloseReason reason;
    private volatile @Nullable CloseReason releasing;
    private volatile Released released = Released.NOTHING;

    DtlsConnection(
            DtlsPort port,
            NettyLoop loop,
            ProtocolEndpoint endpoint,
            TransportLimits limits,
            Connection association,
            InetSocketAddress peer,
            TlsPeer identity) {
        this.port = port;
        this.loop = loop;
        this.endpoint = endpoint;
        this.limits = limits;
        this.association = association;
        this.identity = identity;
        this.address = new DtlsAddress(peer, identity);
        this.context = new ConnectionContext(this, peer, identity.chain());
        this.liveness = new Liveness(loop, limits, this);
        this.requests = new Requests(loop);
        this.observations = new Observations(endpoint);
        this.serving = new Serving(limits.waitingRequests());
    }

    /** Begins to watch the time. */
    void start() {
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

    /** The peer answers an empty message with a reset (RFC 7252 4.3), and shows that it is there. */
    @Override
    public CompletableFuture<Duration> ping(Duration deadline) {
        CompletableFuture<Duration> pong = new CompletableFuture<>();
        Handover.to(loop, () -> ping(deadline, pong), pong::completeExceptionally);
        return pong;
    }

    private void ping(Duration deadline, CompletableFuture<Duration> pong) {
        long begin = loop.nanoTime();
        Request empty = new Request(null, Type.CON);
        empty.setToken(Token.EMPTY);
        empty.addMessageObserver(new MessageObserverAdapter() {
            @Override
            public void onReject() {
                pong.complete(Duration.ofNanos(loop.nanoTime() - begin));
                empty.cancel();
            }
        });
        CompletableFuture<Response> answer = new CompletableFuture<>();
        Handover.whenDone(answer, ignored -> {}, pong::completeExceptionally);
        begin(empty, deadline, answer);
    }

    private void begin(Request request, Duration deadline, CompletableFuture<Response> answer) {
        CloseReason gone = reason == null ? releasing : reason;
        if (gone != null) {
            answer.completeExceptionally(new ConnectionClosedException(gone));
            return;
        }
        Optional<MessageTooLargeException> tooLarge = tooLarge(request);
        if (tooLarge.isPresent()) {
            answer.completeExceptionally(tooLarge.get());
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

    /** A message came. */
    void received(byte[] message) {
        if (reason == null) {
            liveness.received();
            endpoint.receive(message, context, loop.nanoTime());
            endIfReleased();
        }
    }

    @Override
    public Optional<Response> refusal() {
        if (releasing != null) {
            return Optional.of(later(RETRY_AFTER_RELEASE_SECONDS, "this connection is being released"));
        }
        return serving.isFull()
                ? Optional.of(later(
                        RETRY_WHEN_FULL_SECONDS,
                        "already " + limits.waitingRequests() + " requests of this connection wait for their answer"))
                : Optional.empty();
    }

    @Override
    public Optional<MessageTooLargeException> tooLarge(Response response) {
        return tooLarge((Message) response);
    }

    private Optional<MessageTooLargeException> tooLarge(Message message) {
        return message.getPayloadSize() > limits.outboundPayload()
                ? Optional.of(new MessageTooLargeException(message.getPayloadSize(), limits.outboundPayload()))
                : Optional.empty();
    }

    private static Response later(long seconds, String text) {
        Response response = new Response(ResponseCode.SERVICE_UNAVAILABLE);
        response.getOptions().setMaxAge(seconds);
        response.setPayload(text);
        return response;
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

    /** Californium itself rejects what it cannot parse (RFC 7252 4.2), but leaves our request waiting for its answer. */
    @Override
    public void malformed(byte[] message) {
        DatagramAnswer.tokenOf(message)
                .ifPresent(token -> requests.fail(token, new UnusableAnswerException("it cannot be read")));
    }

    @Override
    public void write(RawData message) {
        CloseReason gone = reason;
        if (gone != null) {
            message.onError(new ConnectionClosedException(gone));
            return;
        }
        message.onContextEstablished(context);
        liveness.sent();
        port.send(this, message.getBytes(), new Sending(message));
        message.onSent();
    }

    /** Brings a failure to send back to Californium, on the loop. */
    final class Sending implements MessageCallback {

        private final RawData message;

        private Sending(RawData message) {
            this.message = message;
        }

        @Override
        public void onConnecting() {}

        @Override
        public void onDtlsRetransmission(int flight) {}

        @Override
        public void onContextEstablished(EndpointContext established) {}

        @Override
        public void onSent() {}

        @Override
        public void onError(Throwable error) {
            Handover.to(loop, () -> message.onError(error), ignored -> {});
        }
    }

    @Override
    public void ping() {
        CompletableFuture<Duration> unused = new CompletableFuture<>();
        ping(limits.pingInterval().orElse(CANCEL_LIMIT), unused);
    }

    @Override
    public void release() {
        Handover.to(loop, this::beginRelease, ignored -> {});
    }

    private void beginRelease() {
        if (releasing == null) {
            releasing = new CloseReason.ReleasedByUs();
            serving.release();
            loop.schedule(limits.releaseTimeout(), () -> end(new CloseReason.ReleasedByUs()));
            endIfReleased();
        }
    }

    private void endIfReleased() {
        if (releasing != null && serving.isEmpty()) {
            end(new CloseReason.ReleasedByUs());
        }
    }

    @Override
    public void close() {
        end(new CloseReason.ClosedByUs());
    }

    @Override
    public void end(CloseReason why) {
        Handover.to(loop, () -> endNow(why), ignored -> {});
    }

    private void endNow(CloseReason why) {
        if (reason != null) {
            return;
        }
        reason = why;
        liveness.stop();
        ConnectionClosedException cause = new ConnectionClosedException(why);
        requests.failAll(cause);
        observations.endAll(cause);
        Released outcome = serving.end();
        if (releasing != null) {
            released = outcome;
        }
        port.forget(this);
        closed.complete(why);
    }

    /** What became of the requests that were still due when this was released; nothing unless it ended that way. */
    Released released() {
        return released;
    }

    boolean isOf(TlsPeer peer) {
        return peer == identity;
    }

    DtlsAddress address() {
        return address;
    }

    Connection association() {
        return association;
    }

    @Override
    public List<X509Certificate> peerCertificates() {
        return identity.chain();
    }

    @Override
    public Attachments attachments() {
        return identity.attachments();
    }

    @Override
    public InetSocketAddress peer() {
        return address.getPeerAddress();
    }

    @Override
    public InetSocketAddress local() {
        return port.local();
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
        return "CoapConnection[" + peer() + ", DTLS]";
    }
}
