package org.dps4j.protocol.coap;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.server.resources.Resource;

/**
 * Collects what a server needs, whatever carries it.
 *
 * @param <B> the builder itself
 */
public abstract sealed class CoapServerBuilder<B extends CoapServerBuilder<B>>
        permits CoapTcpServer.Builder, CoapDtlsServer.Builder {

    private static final int MAX_CONNECTIONS = 10_000;
    private static final int MAX_OPEN_HANDSHAKES = 1_000;

    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    TransportLimits limits = TransportLimits.forService();
    int maxConnections = MAX_CONNECTIONS;
    int maxConnectionsOfAddress = Integer.MAX_VALUE;
    int maxOpenHandshakes = MAX_OPEN_HANDSHAKES;
    Resource root = new CoapResource("");
    ConnectionListener listener = ConnectionListener.NONE;

    CoapServerBuilder() {}

    abstract B self();

    /** The address to bind; loopback with any free port by default. */
    public B bind(InetSocketAddress local) {
        address = local;
        return self();
    }

    /** The limits; {@link TransportLimits#forService()} by default. */
    public B limits(TransportLimits bounds) {
        limits = bounds;
        return self();
    }

    /** How many connections there may be, those in their handshake too; 10 000 by default. Further ones are refused at once. */
    public B maxConnections(int limit) {
        maxConnections = limit;
        return self();
    }

    /**
     * How many connections one address may have; as many as there may be in all by default. Further ones are refused at
     * once. All of an IPv6 network with a prefix of 64 bits is one address.
     */
    public B maxConnectionsOfAddress(int limit) {
        maxConnectionsOfAddress = limit;
        return self();
    }

    /** How many handshakes may be open at the same time; 1 000 by default. A further one ends the oldest. */
    public B maxOpenHandshakes(int limit) {
        maxOpenHandshakes = limit;
        return self();
    }

    /**
     * The resource tree that answers requests; an empty one by default. Requests come on the loop of their connection and
     * must not block; an answer may follow later, best on that loop too.
     */
    public B root(Resource tree) {
        root = tree;
        return self();
    }

    /** Who hears of connections; nobody by default. */
    public B listener(ConnectionListener hears) {
        listener = hears;
        return self();
    }

    /** The server; binds nothing. Throws {@link IllegalArgumentException} if its TLS options cannot be used. */
    public abstract CoapServer build();
}
