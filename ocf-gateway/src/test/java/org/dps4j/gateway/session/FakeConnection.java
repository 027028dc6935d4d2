package org.dps4j.gateway.session;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.loop.Loop;
import org.dps4j.protocol.coap.Attachments;
import org.dps4j.protocol.coap.CloseReason;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.coap.ConnectionClosedException;
import org.dps4j.protocol.coap.Observation;
import org.dps4j.protocol.coap.ObservationListener;
import org.dps4j.protocol.coap.OcfOptions;
import org.dps4j.protocol.coap.RequestTimeoutException;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;

/** A connection in virtual time whose other end is the test. */
final class FakeConnection implements CoapConnection {

    /** Something that was asked and may be answered. */
    static final class Asked {
        final Request request;
        final ObservationListener listener;
        final CompletableFuture<Response> answer = new CompletableFuture<>();
        boolean cancelled;

        Asked(Request request, ObservationListener listener) {
            this.request = request;
            this.listener = listener;
        }

        String line() {
            return request.getCode() + " /" + request.getOptions().getUriPathString()
                    + (request.getOptions().getUriQueryString().isEmpty()
                            ? ""
                            : "?" + request.getOptions().getUriQueryString())
                    + (listener == null ? "" : " observe");
        }

        void content(byte[] body) {
            answer.complete(contentOf(body));
        }

        void observed(byte[] body) {
            Response response = contentOf(body);
            response.getOptions().setObserve(1);
            answer.complete(response);
        }

        void code(ResponseCode code) {
            answer.complete(new Response(code));
        }
    }

    final List<Asked> asked = new ArrayList<>();
    final CompletableFuture<CloseReason> closed = new CompletableFuture<>();
    private final Attachments attachments = new Attachments();
    private final Loop loop;
    private Duration closing = Duration.ZERO;

    FakeConnection(Loop loop, UUID device) {
        this.loop = loop;
        attachments.attach(DeviceIdentity.class, new DeviceIdentity(device));
    }

    static Response contentOf(byte[] body) {
        Response response = new Response(ResponseCode.CONTENT);
        OcfOptions.setPayload(response, body);
        return response;
    }

    List<String> lines() {
        return asked.stream().map(Asked::line).toList();
    }

    Asked last() {
        return asked.get(asked.size() - 1);
    }

    @Override
    public CompletableFuture<Response> send(Request request, Duration deadline) {
        return ask(new Asked(request, null), deadline);
    }

    @Override
    public Observation observe(Request request, Duration deadline, ObservationListener listener) {
        Asked observing = new Asked(request, listener);
        CompletableFuture<Response> first = ask(observing, deadline);
        return new Observation() {
            @Override
            public CompletableFuture<Response> first() {
                return first;
            }

            @Override
            public void cancel() {
                observing.cancelled = true;
                observing.answer.cancel(false);
            }
        };
    }

    private CompletableFuture<Response> ask(Asked one, Duration deadline) {
        asked.add(one);
        if (closed.isDone()) {
            one.answer.completeExceptionally(new ConnectionClosedException(closed.join()));
        }
        loop.schedule(deadline, () -> one.answer.completeExceptionally(new RequestTimeoutException(deadline)));
        return one.answer;
    }

    /** From now on, says so long after it is closed that it is gone. */
    void takesToClose(Duration time) {
        closing = time;
    }

    /** Ends, as if the peer had hung up. */
    void hangUp() {
        CloseReason reason = new CloseReason.ClosedByPeer();
        closed.complete(reason);
        List.copyOf(asked).forEach(one -> one.answer.completeExceptionally(new ConnectionClosedException(reason)));
    }

    @Override
    public CompletableFuture<Duration> ping(Duration deadline) {
        return new CompletableFuture<>();
    }

    @Override
    public List<X509Certificate> peerCertificates() {
        return List.of();
    }

    @Override
    public InetSocketAddress peer() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public InetSocketAddress local() {
        return peer();
    }

    @Override
    public Loop loop() {
        return loop;
    }

    @Override
    public Attachments attachments() {
        return attachments;
    }

    @Override
    public CompletionStage<CloseReason> closed() {
        return closed;
    }

    @Override
    public void release() {
        close();
    }

    @Override
    public void close() {
        if (closing.isZero()) {
            closed.complete(new CloseReason.ClosedByUs());
        } else {
            loop.schedule(closing, () -> closed.complete(new CloseReason.ClosedByUs()));
        }
    }
}
