package org.dps4j.protocol.coap;

import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.server.resources.Resource;

/**
 * Collects what a client needs, whatever carries it.
 *
 * @param <B> the builder itself
 */
public abstract sealed class CoapClientBuilder<B extends CoapClientBuilder<B>>
        permits CoapTcpClient.Builder, CoapDtlsClient.Builder {

    final NettyLoop loop;
    TransportLimits limits = TransportLimits.forDevice();
    Resource root = new CoapResource("");
    ConnectionListener listener = ConnectionListener.NONE;

    CoapClientBuilder(NettyLoop loop) {
        this.loop = loop;
    }

    abstract B self();

    /** The loop on which the client's connections will live. */
    public NettyLoop loop() {
        return loop;
    }

    /** The limits; {@link TransportLimits#forDevice()} by default. */
    public B limits(TransportLimits bounds) {
        limits = bounds;
        return self();
    }

    /**
     * The resource tree that answers the peers' requests; an empty one by default. Requests come on the loop and must not
     * block; an answer may follow later, best on the loop too.
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
}
