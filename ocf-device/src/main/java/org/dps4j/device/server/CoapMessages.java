package org.dps4j.device.server;

import java.util.List;
import java.util.Optional;
import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceMethod;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.security.access.Requester;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.cbor.CborReader;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborWriter;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.coap.OcfOptions;
import org.dps4j.protocol.payload.PayloadException;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MediaTypeRegistry;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;

/** The way of requests and answers between CoAP and the device. */
final class CoapMessages {

    private CoapMessages() {}

    /** A request that cannot be given to a resource, and what is answered instead. */
    static final class UnusableRequestException extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient ResourceAnswer answer;

        UnusableRequestException(AnswerCode code, String why) {
            super(why);
            this.answer = ResourceAnswer.error(code, why);
        }

        ResourceAnswer answer() {
            return answer;
        }
    }

    static ResourceRequest request(Request request) throws UnusableRequestException {
        List<Bytes> tags =
                request.getOptions().getETags().stream().map(Bytes::copyOf).toList();
        return new ResourceRequest(
                method(request),
                "/" + request.getOptions().getUriPathString(),
                request.getOptions().getUriQuery(),
                body(request),
                tags,
                requester(CoapConnection.of(request)));
    }

    static Response response(ResourceAnswer answer) {
        Response response = new Response(ResponseCode.valueOf(answer.code().wire()));
        if (answer.body().isPresent()) {
            OcfOptions.setPayload(response, CborWriter.write(answer.body().get()));
        } else {
            answer.diagnostic().ifPresent(response::setPayload);
        }
        answer.entityTag().ifPresent(tag -> response.getOptions().addETag(tag.toArray()));
        return response;
    }

    private static ResourceMethod method(Request request) throws UnusableRequestException {
        return switch (request.getCode()) {
            case GET -> ResourceMethod.GET;
            case POST -> ResourceMethod.POST;
            case PUT -> ResourceMethod.PUT;
            case DELETE -> ResourceMethod.DELETE;
            default ->
                throw new UnusableRequestException(
                        AnswerCode.METHOD_NOT_ALLOWED, "expected GET, POST, PUT or DELETE, found " + request.getCode());
        };
    }

    private static Optional<CborValue> body(Request request) throws UnusableRequestException {
        int accept = request.getOptions().getAccept();
        if (accept != MediaTypeRegistry.UNDEFINED
                && accept != OcfOptions.APPLICATION_VND_OCF_CBOR
                && accept != OcfOptions.APPLICATION_CBOR) {
            throw new UnusableRequestException(
                    AnswerCode.NOT_ACCEPTABLE, "expected Accept to be 10000, found " + accept);
        }
        if (request.getPayloadSize() == 0) {
            return Optional.empty();
        }
        if (request.getOptions().hasContentFormat() && !OcfOptions.isCbor(request)) {
            throw new UnusableRequestException(
                    AnswerCode.UNSUPPORTED_CONTENT_FORMAT,
                    "expected Content-Format to be 10000, found "
                            + request.getOptions().getContentFormat());
        }
        try {
            return Optional.of(CborReader.read(request.getPayload()));
        } catch (PayloadException e) {
            throw new UnusableRequestException(AnswerCode.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    /** A peer is who its certificate says it is: the transport checked the chain before it let the peer speak. */
    private static Requester requester(CoapConnection connection) {
        return connection.peerCertificates().isEmpty()
                ? Requester.ANONYMOUS
                : Requester.of(connection.peerCertificates().get(0));
    }
}
