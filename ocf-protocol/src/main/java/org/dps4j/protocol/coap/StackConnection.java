package org.dps4j.protocol.coap;

import java.util.Optional;
import org.eclipse.californium.core.coap.Response;
import org.eclipse.californium.core.network.Exchange;
import org.eclipse.californium.elements.RawData;

/** What Californium's stack tells a connection, whatever carries it. On its loop where not said otherwise. */
interface StackConnection extends CoapConnection {

    /** Why a request of the peer is not handed to its resource now; empty if it is. */
    default Optional<Response> refusal() {
        return Optional.empty();
    }

    /** Why an answer of ours cannot go out, which then is 5.00; empty if it can, or if that is found out later. */
    default Optional<MessageTooLargeException> tooLarge(Response response) {
        return Optional.empty();
    }

    /** A request of the peer goes to its resource. */
    void serve(Exchange exchange);

    /** A request of the peer got its answer; from any thread. */
    void answered(Exchange exchange);

    /** The peer observes a resource of ours. */
    void observed(Exchange exchange);

    /** A later answer to an observation of ours came. */
    void notified(Response notification);

    /** A message came that Californium could not parse. */
    void malformed(byte[] message);

    /** Sends a message of Californium's; from any thread. */
    void write(RawData message);
}
