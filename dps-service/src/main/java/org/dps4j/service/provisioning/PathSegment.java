package org.dps4j.service.provisioning;

import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Exchange;

/** A piece of a path that is no resource itself: not found, as any other path that leads nowhere. */
final class PathSegment extends CoapResource {

    PathSegment(String name) {
        super(name);
    }

    @Override
    public void handleRequest(Exchange exchange) {
        exchange.sendResponse(new Response(ResponseCode.NOT_FOUND));
    }
}
