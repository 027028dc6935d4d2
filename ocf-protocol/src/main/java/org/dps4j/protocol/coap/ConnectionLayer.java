package org.dps4j.protocol.coap;

import java.util.Optional;
import org.eclipse.californium.core.coap.BlockOption;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.MessageObserverAdapter;
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
            exchange.sendResponse(refusal.get());
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
        StackConnection connection =
                ConnectionContext.connectionOf(exchange.getRequest().getSourceContext());
        Optional<MessageTooLargeException> tooLarge = connection.tooLarge(response);
        if (tooLarge.isPresent()) {
            Response instead = new Response(ResponseCode.INTERNAL_SERVER_ERROR);
            instead.setPayload(String.valueOf(tooLarge.get().getMessage()));
            instead.setDestinationContext(response.getDestinationContext());
            exchange.setResponse(instead);
            super.sendResponse(exchange, instead);
            response.setSendError(tooLarge.get());
            connection.answered(exchange);
        } else {
            send(exchange, response, connection);
        }
    }

    /** An answer in blocks is given when its last one goes out: the peer fetches them one by one (RFC 7959 2.4). */
    private void send(Exchange exchange, Response response, StackConnection connection) {
        response.addMessageObserver(new MessageObserverAdapter() {
            @Override
            public void onTransferComplete() {
                connection.answered(exchange);
            }
        });
        super.sendResponse(exchange, response);
        Response first = exchange.getCurrentResponse();
        BlockOption block =
                first == null || first == response ? null : first.getOptions().getBlock2();
        if (block == null || !block.isM()) {
            connection.answered(exchange);
        }
    }

    @Override
    public void receiveResponse(Exchange exchange, Response response) {
        super.receiveResponse(exchange, response);
        if (exchange.isNotification()) {
            ConnectionContext.connectionOf(response.getSourceContext()).notified(response);
        }
    }
}
