package org.dps4j.protocol.coap;

import org.eclipse.californium.core.coap.Response;

/** Ends an observation that the peer does not continue; holds its last answer. */
public final class ObservationEndedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Response last;

    /** An exception for an observation that the peer ended with {@code last}. */
    public ObservationEndedException(Response last) {
        super("the peer ended the observation with " + last.getCode());
        this.last = last;
    }

    /** The answer that ended the observation. */
    public Response last() {
        return last;
    }
}
