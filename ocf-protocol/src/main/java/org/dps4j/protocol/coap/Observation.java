package org.dps4j.protocol.coap;

import java.util.concurrent.CompletableFuture;
import org.eclipse.californium.core.coap.Response;

/** An observation of a resource of the peer. Methods may be called from any thread. */
public interface Observation {

    /** The first answer; fails as a request fails. */
    CompletableFuture<Response> first();

    /** Ends the observation and tells the peer (a GET with Observe 1, RFC 7641 section 3.6). Later calls do nothing. */
    void cancel();
}
