package org.dps4j.protocol.coap;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.loop.Loop;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.server.resources.CoapExchange;

/**
 * One established connection of CoAP over TCP or TLS (RFC 8323), or one association of DTLS, client's or server's. Both sides may send requests on
 * it at any time. It is never opened again: who wants another connection dials one.
 *
 * <p>Every method may be called from any thread. Futures complete, and listeners are called, on {@link #loop()}.
 */
public interface CoapConnection {

    /** The connection on which a request came to a resource. Throws {@link IllegalArgumentException} for a foreign one. */
    static CoapConnection of(CoapExchange exchange) {
        return of(exchange.advanced().getRequest());
    }

    /** The connection on which a request came. Throws {@link IllegalArgumentException} for a foreign one. */
    static CoapConnection of(Request request) {
        return ConnectionContext.connectionOf(request.getSourceContext());
    }

    /**
     * Sends a request and completes with its answer, whatever its code. The request needs a code, options and a payload;
     * scheme, token and destination are filled in here.
     *
     * <p>Fails with {@link RequestTimeoutException} if there is no answer within {@code deadline}, with
     * {@link ConnectionClosedException} as soon as the connection is gone, with {@link MessageTooLargeException} if the
     * peer would not take it, with {@link UnusableAnswerException} if its answer must not be used. Cancelling the future forgets the request.
     */
    CompletableFuture<Response> send(Request request, Duration deadline);

    /**
     * Observes a resource of the peer (RFC 7641): like {@link #send}, then {@code listener} gets every notification that
     * follows the first answer. The observation ends if the first answer establishes none, if the peer ends it, if it is
     * cancelled, or with the connection.
     *
     * @throws IllegalArgumentException if the request has a token already, and one with which it could not be cancelled
     */
    Observation observe(Request request, Duration deadline, ObservationListener listener);

    /**
     * Sends a Ping (7.02; over DTLS the empty message of RFC 7252 4.3) and completes with the time until its Pong. Fails as {@link #send} does; a missed Pong alone
     * does not close the connection.
     */
    CompletableFuture<Duration> ping(Duration deadline);

    /** The peer's certificate chain, its own first; empty without TLS. */
    List<X509Certificate> peerCertificates();

    /** The peer's address. */
    InetSocketAddress peer();

    /** Our own address. */
    InetSocketAddress local();

    /** The loop on which everything of this connection happens. */
    Loop loop();

    /** What the user keeps with this connection; starts with what the certificate check attached. */
    Attachments attachments();

    /** Completes once, with the reason, when the connection is gone and all that was in flight has failed. */
    CompletionStage<CloseReason> closed();

    /**
     * Says good-bye in order: sends nothing new, gives requests of the peer that wait for an answer two seconds to get it,
     * then sends Release (7.04; over DTLS the alert close_notify) and closes. Our own requests fail then.
     */
    void release();

    /** Closes at once. */
    void close();
}
