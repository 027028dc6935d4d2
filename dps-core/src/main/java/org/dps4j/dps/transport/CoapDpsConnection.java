package org.dps4j.dps.transport;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.dps.machine.ResponseCode;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.coap.OcfOptions;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;

/** Carries steps over a CoAP connection. */
final class CoapDpsConnection implements DpsConnection {

    private static final int LONGEST_DIAGNOSTIC = 1_024;

    private final CoapConnection connection;

    CoapDpsConnection(CoapConnection connection) {
        this.connection = connection;
    }

    @Override
    public CompletionStage<StepResponse> request(StepRequest request, Duration timeout) {
        return connection
                .send(coap(request), timeout)
                .thenApply(CoapDpsConnection::stepResponse)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        new TransportException(CoapFailures.ofRequest(failure), failure)));
    }

    private static Request coap(StepRequest request) {
        Request coap = request.body().isPresent() ? Request.newPost() : Request.newGet();
        coap.getOptions().setUriPath(request.path());
        OcfOptions.accept(coap);
        request.body().ifPresent(body -> OcfOptions.setPayload(coap, body.toArray()));
        return coap;
    }

    private static StepResponse stepResponse(Response response) {
        ResponseCode code = new ResponseCode(response.getCode().codeClass, response.getCode().codeDetail);
        byte[] payload = response.getPayload();
        boolean success = code.isSuccess();
        return new StepResponse(
                code,
                success && OcfOptions.isCbor(response) ? Bytes.copyOf(payload) : Bytes.EMPTY,
                success || OcfOptions.isCbor(response) ? "" : text(payload),
                code.isOutage() && response.getOptions().hasMaxAge()
                        ? Optional.of(Duration.ofSeconds(response.getOptions().getMaxAge()))
                        : Optional.empty());
    }

    private static String text(byte[] payload) {
        return new String(payload, 0, Math.min(payload.length, LONGEST_DIAGNOSTIC), StandardCharsets.UTF_8);
    }

    @Override
    public boolean isOpen() {
        return !connection.closed().toCompletableFuture().isDone();
    }

    @Override
    public void close() {
        connection.close();
    }
}
