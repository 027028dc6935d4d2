package org.dps4j.protocol.coap;

import java.net.InetSocketAddress;
import java.security.Principal;
import java.security.cert.X509Certificate;
import java.util.List;
import org.eclipse.californium.elements.AddressEndpointContext;
import org.eclipse.californium.elements.EndpointContext;
import org.eclipse.californium.elements.auth.X509CertPath;
import org.jspecify.annotations.Nullable;

/** How Californium names a connection: one object per connection, which is its identity and leads back to it. */
final class ConnectionContext extends AddressEndpointContext {

    private final StackConnection connection;

    ConnectionContext(StackConnection connection, InetSocketAddress peer, List<X509Certificate> chain) {
        super(peer, null, principal(chain));
        this.connection = connection;
    }

    /** The connection of a context. Throws {@link IllegalArgumentException} if it is not one of ours. */
    static StackConnection connectionOf(@Nullable EndpointContext context) {
        if (context instanceof ConnectionContext ours) {
            return ours.connection;
        }
        throw new IllegalArgumentException("not a message of a connection of this transport: " + context);
    }

    StackConnection connection() {
        return connection;
    }

    private static @Nullable Principal principal(List<X509Certificate> chain) {
        return chain.isEmpty() ? null : X509CertPath.fromCertificatesChain(chain);
    }
}
