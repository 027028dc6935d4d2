package org.dps4j.protocol.coap;

import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.server.MessageDeliverer;
import org.eclipse.californium.core.server.ServerMessageDeliverer;
import org.eclipse.californium.core.server.resources.Resource;
import org.eclipse.californium.elements.config.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands requests to a resource tree, and answers 5.00 for a resource that throws instead of leaving the peer waiting. */
final class ResourceDeliverer implements MessageDeliverer {

    private static final Logger LOG = LoggerFactory.getLogger(ResourceDeliverer.class);

    private final MessageDeliverer resources;

    ResourceDeliverer(Resource root, Configuration configuration) {
        resources = new ServerMessageDeliverer(root, configuration);
    }

    @Override
    public void deliverRequest(Exchange exchange) {
        try {
            resources.deliverRequest(exchange);
        } catch (RuntimeException | Error failure) {
            LOG.error(
                    "{} /{} failed",
                    exchange.getRequest().getCode(),
                    exchange.getRequest().getOptions().getUriPathString(),
                    failure);
            if (exchange.getResponse() == null) {
                exchange.sendResponse(new Response(ResponseCode.INTERNAL_SERVER_ERROR));
            }
        }
    }

    @Override
    public void deliverResponse(Exchange exchange, Response response) {
        resources.deliverResponse(exchange, response);
    }
}
