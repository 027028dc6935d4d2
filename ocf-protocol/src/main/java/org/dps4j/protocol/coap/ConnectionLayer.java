package org.dps4j.protocol.coap;

import java.util.Optional;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.core.network.stack.AbstractLayer;

/**
 * The top of the stack: tells a connection what Californium keeps for it, so that it can end when the connection does.
 * Californium itself never learns that a connection is gone.
 */
final class ConnectionLayer extends AbstractLayer {

    @Override
    public void receiveRequest(Exchange exchange, Request request) {
        StackConnection connection = ConnectionContext.connectionOf(request.getSourceContext());
        Optional<Response> refusal = connection.refusal();
        if (refusal.isPresent()) {
            super.sendResponse(exchange, refusal.get());
            return;
        }
        connection.serve(exchange);
        super.receiveRequest(exchange, request);
        if (exchange.getRelation() != null) {
            connection.observed(exchange);
        }
    }

    @Override
    public void sendResponse(Exchange exchange, Response response) {
        super.sendResponse(exchange, response);
        ConnectionContext.connectionOf(exchange.getRequest().getSourceContext()).answered(exchange);
    }

    @Override
    public void receiveResponse(Exchange exchange, Response response) {
        super.receiveResponse(exchange, response);
        if (exchange.isNotification()) {
            ConnectionContext.connectionOf(response.getSourceContext()).notified(response);
        }
    }
}
