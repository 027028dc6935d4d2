package org.dps4j.dps.transport;

import java.util.Optional;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.coap.OcfOptions;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.server.resources.CoapExchange;
import org.eclipse.californium.core.server.resources.Resource;

/** Stands for every path of the device while it is being provisioned. */
final class PeerRequestResource extends CoapResource {

    private final PeerAnswers answers;

    PeerRequestResource(PeerAnswers answers) {
        super("");
        this.answers = answers;
    }

    @Override
    public Resource getChild(String name) {
        return this;
    }

    @Override
    public void handleGET(CoapExchange exchange) {
        PeerRequest request = new PeerRequest(
                "/" + exchange.getRequestOptions().getUriPathString(),
                exchange.getRequestOptions().getUriQuery());
        Optional<Bytes> body = answers.answer(request);
        Response response = new Response(body.isPresent() ? CoAP.ResponseCode.CONTENT : CoAP.ResponseCode.NOT_FOUND);
        body.ifPresent(content -> OcfOptions.setPayload(response, content.toArray()));
        exchange.respond(response);
    }
}
