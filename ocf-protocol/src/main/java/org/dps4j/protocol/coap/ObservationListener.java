package org.dps4j.protocol.coap;

import org.eclipse.californium.core.coap.Response;

/** Gets what an observation brings, on the loop of its connection. Must not block. */
@FunctionalInterface
public interface ObservationListener {

    /** A notification that followed the first answer. */
    void notified(Response notification);

    /**
     * An established observation is over and nothing will follow: {@code cause} is {@link ObservationEndedException} if
     * the peer ended it, {@link ConnectionClosedException} if the connection is gone. Not called after a cancellation.
     */
    default void ended(Exception cause) {}
}
