package org.dps4j.protocol.coap;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.eclipse.californium.core.server.resources.Resource;

/**
 * Listens for CoAP over TCP or TLS (RFC 8323) on one address. Each connection lives on one of the loops; methods may be
 * called from any thread but a loop's.
 */
public final class CoapTcpServer implements AutoCloseable {

    private CoapTcpServer() {}

    /** A builder for a server whose connections are spread over {@code loops}. */
    public static Builder builder(NettyLoops loops) {
        return new Builder();
    }

    /** Binds. Throws {@link java.net.BindException}, naming the address, if it is taken. */
    public void start() throws IOException {
        throw new AssertionError("not yet");
    }

    /** The address it is bound to. Throws {@link IllegalStateException} before {@link #start()}. */
    public InetSocketAddress localAddress() {
        throw new AssertionError("not yet");
    }

    /** The connections that are up. */
    public List<CoapConnection> connections() {
        throw new AssertionError("not yet");
    }

    /** Stops listening, releases every connection (7.04), closes them. Returns when they are gone, within seconds. */
    @Override
    public void close() {
        throw new AssertionError("not yet");
    }

    /** Collects what a server needs. */
    public static final class Builder {

        private Builder() {}

        /** The address to bind; loopback with any free port by default. */
        public Builder bind(InetSocketAddress address) {
            return this;
        }

        /** Listens with TLS; without it, with plain TCP. */
        public Builder tls(TlsOptions options) {
            return this;
        }

        /** The limits; {@link TransportLimits#forService()} by default. */
        public Builder limits(TransportLimits limits) {
            return this;
        }

        /** How many connections there may be; 10 000 by default. Further ones are closed at once. */
        public Builder maxConnections(int limit) {
            return this;
        }

        /** How many handshakes may be open at the same time; 1 000 by default. Further ones are closed at once. */
        public Builder maxOpenHandshakes(int limit) {
            return this;
        }

        /** The resource tree that answers requests; an empty one by default. */
        public Builder root(Resource root) {
            return this;
        }

        /** Who hears of connections; nobody by default. */
        public Builder listener(ConnectionListener listener) {
            return this;
        }

        /** The server; binds nothing. */
        public CoapTcpServer build() {
            return new CoapTcpServer();
        }
    }
}
