package org.dps4j.gateway.session;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.dps4j.loop.Loop;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.coap.OcfOptions;
import org.dps4j.protocol.payload.PayloadException;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.OptionSet;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A resource that devices ask: checks who may, turns failures into codes with diagnostic text and no content format, and
 * closes the connection after an error where devices expect it (ocf-cloud 1.10).
 */
public abstract class GatewayResource extends CoapResource {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayResource.class);
    private static final Duration CLOSE_DELAY = Duration.ofMillis(10);

    private static final int MOST_SHOWN = 80;

    private final Access access;

    /** Who may ask, and what an error means for the connection. */
    public enum Access {
        /** Any device; an error closes the connection. */
        ACCOUNT,
        /** Any device; an error leaves the connection open. */
        ANYBODY,
        /** A device that is signed in; an error leaves the connection open, a device that is not closes it. */
        SIGNED_IN
    }

    protected GatewayResource(String name, Access access) {
        super(name);
        this.access = access;
    }

    /**
     * Answers a request, now or later on the loop. Never called for a device that may not ask.
     *
     * @throws PayloadException if the body or the query cannot be used, which is answered 4.00
     * @throws RefusedException with the code of the answer
     */
    protected abstract CompletionStage<Answer> answer(DeviceSession session, Request request) throws PayloadException;

    /** What a method that a resource does not have is answered: like the hub, as if there were no such resource. */
    protected static RefusedException noSuchMethod(Request request) {
        return new RefusedException(ResponseCode.NOT_FOUND, "no " + request.getCode() + " here");
    }

    /** The body of a request, which must be CBOR. */
    protected static byte[] body(Request request) {
        if (request.getPayloadSize() == 0) {
            throw new RefusedException(ResponseCode.BAD_REQUEST, "expected a body, found none");
        }
        if (!OcfOptions.isCbor(request)) {
            int format = request.getOptions().getContentFormat();
            throw new RefusedException(
                    ResponseCode.UNSUPPORTED_CONTENT_FORMAT,
                    "Content-Format: expected 10000 or 60, found " + (format < 0 ? "none" : format));
        }
        return request.getPayload();
    }

    @Override
    public final void handleRequest(Exchange exchange) {
        CoapExchange answering = new CoapExchange(exchange);
        Request request = exchange.getRequest();
        DeviceSession session = DeviceSession.of(CoapConnection.of(request));
        if (access == Access.SIGNED_IN && session.owner().isEmpty()) {
            answering.respond(failure(new RefusedException(ResponseCode.UNAUTHORIZED, "sign in first")));
            closeSoon(session);
            return;
        }
        try {
            int format = answerFormat(request.getOptions());
            answer(session, request).whenComplete((answer, cause) -> {
                Loop loop = session.connection().loop();
                Runnable respond = () -> {
                    if (cause == null) {
                        answering.respond(success(answer, format));
                    } else {
                        refuse(answering, session, cause);
                    }
                };
                if (loop.inLoop()) {
                    respond.run();
                } else {
                    loop.execute(respond);
                }
            });
        } catch (PayloadException | RuntimeException e) {
            refuse(answering, session, e);
        }
    }

    private void refuse(CoapExchange answering, DeviceSession session, Throwable thrown) {
        RefusedException refused = refused(thrown);
        LOG.info(
                "device {}: {} /{} refused with {}: {}",
                session.deviceId(),
                answering.getRequestCode(),
                printable(answering.advanced().getRequest().getOptions().getUriPathString()),
                refused.code(),
                refused.getMessage());
        answering.respond(failure(refused));
        if (access == Access.ACCOUNT) {
            closeSoon(session);
        }
    }

    private static String printable(String path) {
        String start = path.length() <= MOST_SHOWN ? path : path.substring(0, MOST_SHOWN) + "...";
        return start.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private RefusedException refused(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof RefusedException refused) {
            return refused;
        }
        if (cause instanceof PayloadException unusable) {
            return new RefusedException(ResponseCode.BAD_REQUEST, String.valueOf(unusable.getMessage()));
        }
        LOG.error("/{} failed", getName(), cause);
        return new RefusedException(ResponseCode.SERVICE_UNAVAILABLE, "this cannot be answered now; try again later");
    }

    private static Response success(Answer answer, int format) {
        Response response = new Response(answer.code());
        answer.body().ifPresent(body -> {
            response.setPayload(body.toArray());
            response.getOptions().setContentFormat(format);
        });
        return response;
    }

    private static Response failure(RefusedException refused) {
        Response response = new Response(refused.code());
        response.setPayload(String.valueOf(refused.getMessage()));
        response.getOptions().removeContentFormat();
        return response;
    }

    private static int answerFormat(OptionSet options) {
        if (!options.hasAccept() || options.isAccept(OcfOptions.APPLICATION_VND_OCF_CBOR)) {
            return OcfOptions.APPLICATION_VND_OCF_CBOR;
        }
        if (options.isAccept(MediaTypeRegistry.APPLICATION_CBOR)) {
            return MediaTypeRegistry.APPLICATION_CBOR;
        }
        throw new RefusedException(
                ResponseCode.NOT_ACCEPTABLE, "Accept: expected 10000 or 60, found " + options.getAccept());
    }

    private static void closeSoon(DeviceSession session) {
        session.connection().loop().schedule(CLOSE_DELAY, session::close);
    }
}
