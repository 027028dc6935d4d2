package org.dps4j.protocol.coap;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.List;

/** Listens for CoAP on one address. Its methods may be called from any thread but a loop's. */
public sealed interface CoapServer extends AutoCloseable permits CoapTcpServer, CoapDtlsServer {

    /**
     * Binds. Throws {@link BindException}, naming the address, if it cannot be bound, and {@link IllegalArgumentException}
     * if the TLS options cannot be used. Once only.
     */
    void start() throws IOException;

    /** The address it is bound to. Throws {@link IllegalStateException} before {@link #start()}. */
    InetSocketAddress localAddress();

    /** The connections that are up. */
    List<CoapConnection> connections();

    /**
     * Takes no further peers and begins to release the connections there are; does not wait for them. For whoever closes
     * several servers one after the other.
     */
    void release();

    /**
     * Takes no further peers, answers what was taken, says good-bye to every peer (over TCP with 7.04). Returns when they
     * are gone, at the latest a few seconds after {@link TransportLimits#releaseTimeout()}, and logs what became of requests.
     */
    @Override
    void close();
}
