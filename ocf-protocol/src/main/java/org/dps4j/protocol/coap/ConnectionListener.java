package org.dps4j.protocol.coap;

import java.net.InetSocketAddress;

/**
 * Hears of the connections of a server or client. Called on the loop of the connection it is about; must not block. An
 * exception is logged and changes nothing.
 */
public interface ConnectionListener {

    /** Listens to nothing. */
    ConnectionListener NONE = new ConnectionListener() {};

    /** A connection is up; its handshake, if any, is complete and no request of it was handled yet. */
    default void connected(CoapConnection connection) {}

    /** A connection that was up is gone; what was in flight on it has failed. */
    default void closed(CoapConnection connection, CloseReason reason) {}

    /** A peer that came to a listener, or a dial, never became a connection. */
    default void failed(InetSocketAddress peer, CloseReason reason) {}
}
