package org.dps4j.protocol.coap;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.eclipse.californium.core.server.resources.Resource;

/**
 * Dials CoAP over TCP ({@code coap+tcp://host:port}) and TLS ({@code coaps+tcp://host:port}), RFC 8323. It never dials
 * by itself. All its connections live on one loop; methods may be called from any thread.
 */
public final class CoapTcpClient implements AutoCloseable {

    private CoapTcpClient() {}

    /** A builder for a client whose connections live on {@code loop}. */
    public static Builder builder(NettyLoop loop) {
        return new Builder();
    }

    /**
     * Dials {@code endpoint} and completes when the connection is up: connected, and its handshake complete. Fails with
     * {@link ConnectionClosedException}. TLS as {@link Builder#tls} says. The default ports are 5683 and 5684.
     */
    public CompletableFuture<CoapConnection> connect(URI endpoint) {
        throw new AssertionError("not yet");
    }

    /** The same with the identity and the checks of {@code tls}. */
    public CompletableFuture<CoapConnection> connect(URI endpoint, TlsOptions tls) {
        throw new AssertionError("not yet");
    }

    /** Closes all connections at once and ends dials. May be called on the loop. */
    @Override
    public void close() {
        throw new AssertionError("not yet");
    }

    /** Collects what a client needs. */
    public static final class Builder {

        private Builder() {}

        /** How TLS is done where the call does not say. */
        public Builder tls(TlsOptions options) {
            return this;
        }

        /** The limits; {@link TransportLimits#forDevice()} by default. */
        public Builder limits(TransportLimits limits) {
            return this;
        }

        /** The resource tree that answers the peers' requests; an empty one by default. */
        public Builder root(Resource root) {
            return this;
        }

        /** Who hears of connections; nobody by default. */
        public Builder listener(ConnectionListener listener) {
            return this;
        }

        /** The client; dials nothing. */
        public CoapTcpClient build() {
            return new CoapTcpClient();
        }
    }
}
