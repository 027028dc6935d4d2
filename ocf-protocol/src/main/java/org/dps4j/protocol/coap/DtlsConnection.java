package org.dps4j.protocol.coap;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.CoAP.Type;
import org.eclipse.californium.core.coap.Message;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.coap.Token;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.MessageCallback;
import org.eclipse.californium.elements.RawData;
import org.eclipse.californium.scandium.dtls.Connection;

/** One association of DTLS that is established, as a connection; all state is confined to the loop. */
final class DtlsConnection extends LoopConnection {

    /** How long a good-bye may take. */
    static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DtlsPort port;
    private final Connection association;
    private final DtlsAddress address;

    DtlsConnection(
            DtlsPort port,
            NettyLoop loop,
            ProtocolEndpoint endpoint,
            TransportLimits limits,
            Connection association,
            InetSocketAddress peer,
            TlsPeer identity) {
        super(loop, endpoint, limits, peer, identity);
        this.port = port;
        this.association = association;
        this.address = new DtlsAddress(peer, identity);
    }

    /** Begins to watch the time. */
    void start() {
        liveness.start();
    }

    /** The peer answers an empty message with a reset (RFC 7252 4.3), and shows that it is there. */
    @Override
    void ping(Duration deadline, CompletableFuture<Duration> pong) {
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

    /** A message came. */
    void received(byte[] message) {
        if (ended().isEmpty()) {
            liveness.received();
            endpoint.receive(message, context, loop.nanoTime());
            endIfReleased();
        }
    }

    @Override
    public Optional<Response> refusal() {
        if (beingReleased().isPresent()) {
            return Optional.of(later(RETRY_AFTER_RELEASE, RELEASING));
        }
        return serving.isFull() ? Optional.of(later(RETRY_WHEN_FULL, fullText())) : Optional.empty();
    }

    private static Response later(Duration retryAfter, String text) {
        Response response = new Response(ResponseCode.SERVICE_UNAVAILABLE);
        response.getOptions().setMaxAge(retryAfter.toSeconds());
        response.setPayload(text);
        return response;
    }

    @Override
    public Optional<MessageTooLargeException> tooLarge(Response response) {
        return tooLarge((Message) response);
    }

    @Override
    Optional<MessageTooLargeException> tooLarge(Message message) {
        return message.getPayloadSize() > limits.outboundPayload()
                ? Optional.of(new MessageTooLargeException(message.getPayloadSize(), limits.outboundPayload()))
                : Optional.empty();
    }

    /** Californium itself rejects what it cannot parse (RFC 7252 4.2), but leaves our request waiting for its answer. */
    @Override
    public void malformed(byte[] message) {
        DatagramAnswer.tokenOf(message)
                .ifPresent(token -> requests.fail(token, new UnusableAnswerException("it cannot be read")));
    }

    @Override
    public void write(RawData message) {
        Optional<CloseReason> gone = ended();
        if (gone.isPresent()) {
            message.onError(new ConnectionClosedException(gone.get()));
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
        ping(limits.pingInterval().orElse(PATIENCE), unused);
    }

    @Override
    void closeCarrier() {
        try {
            port.forget(this);
        } finally {
            gone(new CloseReason.ClosedByUs());
        }
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
    public InetSocketAddress local() {
        return port.local();
    }

    @Override
    public String toString() {
        return "CoapConnection[" + peer() + ", DTLS]";
    }
}
