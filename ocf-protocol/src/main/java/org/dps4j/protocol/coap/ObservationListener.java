package org.dps4j.protocol.coap;

import org.eclipse.californium.core.coap.Response;

/** Gets what an observation brings, on the loop of its connection. Must not block. */
@FunctionalInterface
public interface ObservationListener {

    /** A notification that followed the first answer. */
    void notified(Response notification);

    /** The observation is over and nothing will follow: because of {@code cause}. Not called after a cancellation. */
    default void ended(Exception cause) {}
}
