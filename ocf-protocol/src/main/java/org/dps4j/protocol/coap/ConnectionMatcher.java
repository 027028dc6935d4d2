package org.dps4j.protocol.coap;

import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.EndpointContextMatcher;

/** An answer belongs to a request if it came on the same connection; nothing else counts. */
final class ConnectionMatcher implements EndpointContextMatcher {

    @Override
    public String getName() {
        return "connection";
    }

    @Override
    public Object getEndpointIdentity(EndpointContext context) {
        return ConnectionContext.connectionOf(context);
    }

    @Override
    public boolean isResponseRelatedToRequest(EndpointContext request, EndpointContext response) {
        return request == response;
    }

    @Override
    public boolean isToBeSent(EndpointContext message, EndpointContext connection) {
        return message == connection;
    }

    @Override
    public String toRelevantState(EndpointContext context) {
        return String.valueOf(context);
    }
}
