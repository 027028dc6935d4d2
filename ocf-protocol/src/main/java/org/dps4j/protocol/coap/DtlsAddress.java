package org.dps4j.protocol.coap;

import java.net.InetSocketAddress;
import org.eclipse.californium.elements.AddressEndpointContext;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.EndpointContextMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Where a datagram goes: to the peer of one handshake and nobody else, even when another peer has come to the same address
 * since.
 */
final class DtlsAddress extends AddressEndpointContext {

    /** Lets a message out only to the peer it is meant for. */
    static final EndpointContextMatcher MATCHER = new EndpointContextMatcher() {
        @Override
        public String getName() {
            return "association";
        }

        @Override
        public Object getEndpointIdentity(EndpointContext context) {
            return context.getPeerAddress();
        }

        @Override
        public boolean isResponseRelatedToRequest(EndpointContext request, EndpointContext response) {
            return false;
        }

        @Override
        public boolean isToBeSent(EndpointContext message, @Nullable EndpointContext association) {
            if (message instanceof DtlsAddress address) {
                return association != null
                        && DtlsPeerCheck.peerOf(association.getPeerIdentity())
                                .filter(peer -> peer == address.identity)
                                .isPresent();
            }
            return true;
        }

        @Override
        public String toRelevantState(EndpointContext context) {
            return String.valueOf(context);
        }
    };

    private final TlsPeer identity;

    DtlsAddress(InetSocketAddress peer, TlsPeer identity) {
        super(peer);
        this.identity = identity;
    }
}
