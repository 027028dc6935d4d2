package org.dps4j.protocol.coap;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.Loop;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Exchange;
import org.jspecify.annotations.Nullable;

/** What a connection is whatever carries it: requests both ways, observations, a release, an end. Confined to its loop. */
abstract class LoopConnection implements StackConnection, Liveness.Actions {

    /** A service that stops is back after about as long, or another one is asked. */
    static final Duration RETRY_AFTER_RELEASE = Duration.ofSeconds(5);

    static final String RELEASING = "this connection is being released";
    static final Duration RETRY_WHEN_FULL = Duration.ofSeconds(1);
    private static final Duration CANCEL_LIMIT = Duration.ofSeconds(10);
    private static final Cancellable NOTHING = () -> {};

    final Loop loop;
    final ProtocolEndpoint endpoint;
    final TransportLimits limits;
    final TlsPeer identity;
    final ConnectionContext context;
    final Liveness liveness;
    final Requests requests;
    final Serving serving;
    private final Observations observations;
    private final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    private Cancellable releaseTimer = NOTHING;
    private volatile @Nullable CloseReason reason;
    private volatile @Nullable CloseReason releasing;
    private volatile Released released = Released.NOTHING;

    LoopConnection(
            Loop loop, ProtocolEndpoint endpoint, TransportLimits limits, InetSocketAddress peer, TlsPeer identity) {
        this.loop = loop;
        this.endpoint = endpoint;
        this.limits = limits;
        this.identity = identity;
        this.context = new ConnectionContext(this, peer, identity.chain());
        this.liveness = new Liveness(loop, limits, this);
        this.requests = new Requests(loop);
        this.observations = new Observations(endpoint);
        this.serving = new Serving(limits.waitingRequests());
    }

    /** Asks the peer for a sign of life; on the loop. */
    abstract void ping(Duration deadline, CompletableFuture<Duration> pong);

    /** Closes what carries this, and completes {@link #closed()} by {@link #gone} once that is done; on the loop. */
    abstract void closeCarrier();

    /** Why a message cannot be sent; empty if it can, or if that is found out when it is written. */
    Optional<MessageTooLargeException> tooLarge(Message message) {
        return Optional.empty();
    }

    /** Ends a connection that was released. */
    void endReleased(CloseReason why) {
        end(why);
    }

    /** Fails what waits beside requests and observations. */
    void failOthers(ConnectionClosedException cause) {}

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
                        Handover.whenDone(
                                first,
                                answer -> onLoop(() -> observations.first(request.getToken(), answer)),
                                failure -> onLoop(() -> observations.remove(request)));
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
                onLoop(() -> cancelObservation(request));
            }
        };
    }

    @Override
    public CompletableFuture<Duration> ping(Duration deadline) {
        CompletableFuture<Duration> pong = new CompletableFuture<>();
        Handover.to(loop, () -> ping(deadline, pong), pong::completeExceptionally);
        return pong;
    }

    /** Sends a request unless this ended or is about to; {@code answer} completes with what becomes of it. On the loop. */
    final void begin(Request request, Duration deadline, CompletableFuture<Response> answer) {
        Optional<CloseReason> gone = ended().or(this::beingReleased);
        if (gone.isPresent()) {
            answer.completeExceptionally(new ConnectionClosedException(gone.get()));
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
                onLoop(request::cancel);
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

    /** What a peer is told whose request is one too many. */
    final String fullText() {
        return "already " + limits.waitingRequests() + " requests of this connection wait for their answer";
    }

    @Override
    public void serve(Exchange exchange) {
        serving.begin(exchange);
    }

    @Override
    public void answered(Exchange exchange) {
        serving.answered(exchange);
        if (releasing != null) {
            onLoop(this::endIfReleased);
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
    public void release() {
        onLoop(() -> releasing(new CloseReason.ReleasedByUs()));
    }

    /**
     * No new requests from here on, in either direction: those of the peer may have crossed our good-bye, so they are
     * answered, but with 5.03 (RFC 8323 5.5 expects them to be processed). Those it waits for already get their time.
     */
    public void releasing(CloseReason why) {
        if (releasing == null && reason == null) {
            releasing = why;
            serving.release();
            releaseTimer = loop.schedule(limits.releaseTimeout(), () -> endReleased(why));
            endIfReleased();
        }
    }

    final void endIfReleased() {
        CloseReason why = releasing;
        boolean byPeer = why instanceof CloseReason.ReleasedByPeer;
        if (why != null && serving.isEmpty() && (requests.isEmpty() || !byPeer)) {
            endReleased(why);
        }
    }

    @Override
    public void close() {
        end(new CloseReason.ClosedByUs());
    }

    @Override
    public void end(CloseReason why) {
        onLoop(() -> endWith(why, this::closeCarrier));
    }

    /** A loop that is gone has ended this before. */
    private void onLoop(Runnable task) {
        Handover.to(loop, task, ignored -> {});
    }

    /** Fails what is in flight, then closes, whatever happens meanwhile; once only, on the loop. */
    final void endWith(CloseReason why, Runnable closing) {
        if (reason != null) {
            return;
        }
        reason = why;
        try {
            liveness.stop();
            releaseTimer.cancel();
            ConnectionClosedException cause = new ConnectionClosedException(why);
            requests.failAll(cause);
            failOthers(cause);
            observations.endAll(cause);
            Released outcome = serving.end();
            if (releasing != null) {
                released = outcome;
            }
        } finally {
            closing.run();
        }
    }

    /** Nothing is left of what carried this. */
    final void gone(CloseReason unlessKnown) {
        closed.complete(ended().orElse(unlessKnown));
    }

    /** Why this ended, if it did. */
    final Optional<CloseReason> ended() {
        return Optional.ofNullable(reason);
    }

    /** Why this is about to end, if it is. */
    final Optional<CloseReason> beingReleased() {
        return Optional.ofNullable(releasing);
    }

    /** What became of the requests that were still due when this was released; nothing unless it ended that way. */
    Released released() {
        return released;
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
        return context.getPeerAddress();
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public CompletionStage<CloseReason> closed() {
        return closed;
    }
}
