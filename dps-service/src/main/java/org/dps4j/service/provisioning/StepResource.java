package org.dps4j.service.provisioning;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.coap.OcfOptions;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.service.record.Step;
import org.dps4j.service.record.StepStatus;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.OptionSet;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * One of the five resources: checks method and formats, lets its handler answer, and notes how it went. What is not a
 * request of this step at all (another method) leaves no trace in the record. An answer 5.03 says in Max-Age when it is
 * worth asking again (RFC 7252 5.9.3.4); without it, that would be after a minute.
 */
final class StepResource extends CoapResource {

    private final Step step;
    private final Code method;
    private final StepHandler handler;
    private final StepOutcomes outcomes;
    private final Duration limit;

    /**
     * @param limit how long the handler may take
     */
    StepResource(String name, Step step, Code method, StepHandler handler, StepOutcomes outcomes, Duration limit) {
        super(name);
        this.step = step;
        this.method = method;
        this.handler = handler;
        this.outcomes = outcomes;
        this.limit = limit;
    }

    @Override
    public void handleRequest(Exchange exchange) {
        Request request = exchange.getRequest();
        CoapConnection connection = CoapConnection.of(request);
        DeviceSession device = DeviceSession.of(connection);
        if (request.getCode() != method) {
            exchange.sendResponse(failure(new StepFailure(
                    ResponseCode.METHOD_NOT_ALLOWED, "expected " + method + ", found " + request.getCode())));
            return;
        }
        try {
            int format = answerFormat(request.getOptions());
            requirePayload(request);
            DueAnswer due = new DueAnswer(connection.loop(), response -> respond(exchange, device, response));
            CompletionStage<Answer> answer = handler.handle(device, Bytes.copyOf(payload(request)));
            answer.whenComplete((success, cause) ->
                    due.give(() -> success != null ? success(success, format) : failure(classified(cause))));
            due.giveAfter(limit, () -> failure(classified(StepFailure.late(limit))));
        } catch (PayloadException | RuntimeException e) {
            respond(exchange, device, failure(classified(e)));
        }
    }

    private void respond(Exchange exchange, DeviceSession device, Response response) {
        exchange.sendResponse(response);
        Instant now = device.connection().loop().now();
        String message = response.isError() ? response.getPayloadString() : "";
        outcomes.note(device, step, new StepStatus(now, response.getCode().value, message));
    }

    private StepFailure classified(@Nullable Throwable thrown) {
        Throwable unwrapped =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        Throwable cause = unwrapped == null ? new IllegalStateException("no answer") : unwrapped;
        StepFailure failure = StepFailure.of(cause);
        outcomes.log().note(step, failure, cause);
        return failure;
    }

    private Response success(Answer answer, int format) {
        Response response = new Response(method == Code.GET ? ResponseCode.CONTENT : ResponseCode.CHANGED);
        response.setPayload(answer.body().toArray());
        response.getOptions().setContentFormat(format);
        return response;
    }

    private static Response failure(StepFailure failure) {
        Response response = new Response(failure.code());
        response.setPayload(failure.diagnostic());
        response.getOptions().removeContentFormat();
        failure.retryAfter().ifPresent(after -> response.getOptions().setMaxAge(after.toSeconds()));
        return response;
    }

    private static int answerFormat(OptionSet options) {
        if (!options.hasAccept() || options.isAccept(OcfOptions.APPLICATION_VND_OCF_CBOR)) {
            return OcfOptions.APPLICATION_VND_OCF_CBOR;
        }
        if (options.isAccept(MediaTypeRegistry.APPLICATION_CBOR)) {
            return MediaTypeRegistry.APPLICATION_CBOR;
        }
        throw new StepFailure(
                ResponseCode.NOT_ACCEPTABLE, "Accept: expected 10000 or 60, found " + options.getAccept());
    }

    private void requirePayload(Request request) {
        if (method != Code.POST) {
            return;
        }
        if (request.getPayloadSize() == 0) {
            throw new StepFailure(ResponseCode.BAD_REQUEST, "expected a payload, found none");
        }
        if (!OcfOptions.isCbor(request)) {
            int format = request.getOptions().getContentFormat();
            throw new StepFailure(
                    ResponseCode.UNSUPPORTED_CONTENT_FORMAT,
                    "Content-Format: expected 10000 or 60, found " + (format < 0 ? "none" : format));
        }
    }

    private static byte[] payload(Request request) {
        byte[] payload = request.getPayload();
        return payload == null ? new byte[0] : payload;
    }
}
