package org.dps4j.dps.scripted;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.dps4j.dps.endpoint.Carrier;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.protocol.coap.CoapDtlsServer;
import org.dps4j.protocol.coap.CoapTcpServer;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.protocol.coap.PeerCertificateCheck;
import org.dps4j.protocol.coap.TlsIdentity;
import org.dps4j.protocol.coap.TlsOptions;
import org.dps4j.protocol.pki.CertificateChain;
import org.dps4j.protocol.pki.ChainVerdict;
import org.dps4j.protocol.pki.TrustAnchors;

/** Puts a scripted service behind real TLS or DTLS, on a loopback port of its own. */
public final class ScriptedServer implements AutoCloseable {

    private final Carrier carrier;
    private final InetSocketAddress address;
    private final Runnable closing;

    private ScriptedServer(Carrier carrier, InetSocketAddress address, Runnable closing) {
        this.carrier = carrier;
        this.address = address;
        this.closing = closing;
    }

    /**
     * Starts a server for {@code service} that speaks TLS as {@code protocols} say, by their JSSE names, and trusts
     * devices of {@code manufacturer}. The service then lives on the loops, which must be a single one.
     */
    public static ScriptedServer start(
            NettyLoops loops, ScriptedService service, X509Certificate manufacturer, String... protocols) {
        TlsOptions tls = tls(service, manufacturer);
        CoapTcpServer server = CoapTcpServer.builder(loops)
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .tls(protocols.length == 0 ? tls : tls.withProtocols(protocols))
                .root(new ScriptedResource(service))
                .build();
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ScriptedServer(Carrier.TLS, server.localAddress(), server::close);
    }

    /** The same by DTLS, at {@code address}. */
    public static ScriptedServer startDtls(
            NettyLoops loops, ScriptedService service, X509Certificate manufacturer, InetSocketAddress address) {
        CoapDtlsServer server = CoapDtlsServer.builder(loops.next(), tls(service, manufacturer))
                .bind(address)
                .root(new ScriptedResource(service))
                .build();
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ScriptedServer(Carrier.DTLS, server.localAddress(), server::close);
    }

    private static TlsOptions tls(ScriptedService service, X509Certificate manufacturer) {
        TlsIdentity identity = new TlsIdentity(
                service.certificate().chain(), service.certificate().privateKey());
        return TlsOptions.of(identity, trusting(manufacturer));
    }

    private static PeerCertificateCheck trusting(X509Certificate manufacturer) {
        TrustAnchors anchors = TrustAnchors.of(List.of(manufacturer));
        return (chain, attachments) -> {
            if (new CertificateChain(chain).check(anchors, Instant.now()) instanceof ChainVerdict.Untrusted refused) {
                throw new CertificateException(refused.detail());
            }
        };
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return address;
    }

    /** Where it listens, as devices say it. */
    public DpsEndpoint endpoint() {
        return endpoint(carrier, address());
    }

    /** How devices say this address, for TLS. */
    public static DpsEndpoint endpoint(InetSocketAddress address) {
        return endpoint(Carrier.TLS, address);
    }

    /** How devices say this address. */
    public static DpsEndpoint endpoint(Carrier carrier, InetSocketAddress address) {
        return DpsEndpoint.of(URI.create(carrier.scheme() + "://127.0.0.1:" + address.getPort()));
    }

    @Override
    public void close() {
        closing.run();
    }
}
