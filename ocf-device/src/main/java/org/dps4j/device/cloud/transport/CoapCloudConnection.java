package org.dps4j.device.cloud.transport;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.ResponseCode;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.coap.OcfOptions;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;

/** Carries requests to a cloud over a CoAP connection. */
final class CoapCloudConnection implements CloudConnection {

    private static final int LONGEST_DIAGNOSTIC = 1_024;

    private final CoapConnection connection;

    CoapCloudConnection(CoapConnection connection) {
        this.connection = connection;
    }

    @Override
    public CompletionStage<CloudResponse> request(CloudRequest request, Duration timeout) {
        return connection
                .send(coap(request), timeout)
                .thenApply(CoapCloudConnection::response)
                .exceptionallyCompose(CoapCloudConnection::failed);
    }

    @Override
    public CompletionStage<Void> ping(Duration timeout) {
        return connection.ping(timeout).<Void>thenApply(time -> null).exceptionallyCompose(CoapCloudConnection::failed);
    }

    private static <T> CompletableFuture<T> failed(Throwable failure) {
        return CompletableFuture.failedFuture(new CloudTransportException(CoapCloudFailures.ofRequest(failure)));
    }

    private static Request coap(CloudRequest request) {
        Request coap = switch (request.method()) {
            case POST -> Request.newPost();
            case DELETE -> Request.newDelete();
        };
        coap.getOptions().setUriPath(request.path());
        request.query().forEach(coap.getOptions()::addUriQuery);
        OcfOptions.accept(coap);
        request.body().ifPresent(body -> OcfOptions.setPayload(coap, body.toArray()));
        return coap;
    }

    private static CloudResponse response(Response response) {
        ResponseCode code = new ResponseCode(response.getCode().codeClass, response.getCode().codeDetail);
        byte[] payload = response.getPayload();
        boolean success = code.isSuccess();
        return new CloudResponse(
                code,
                success && OcfOptions.isCbor(response) ? Bytes.copyOf(payload) : Bytes.EMPTY,
                success || OcfOptions.isCbor(response) ? "" : text(payload));
    }

    private static String text(byte[] payload) {
        return new String(payload, 0, Math.min(payload.length, LONGEST_DIAGNOSTIC), StandardCharsets.UTF_8);
    }

    @Override
    public CompletionStage<CloudFailure> closed() {
        return connection.closed().thenApply(CoapCloudFailures::ofClosing);
    }

    @Override
    public void close() {
        connection.close();
    }
}
