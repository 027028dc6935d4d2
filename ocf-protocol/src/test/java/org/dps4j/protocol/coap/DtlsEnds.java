package org.dps4j.protocol.coap;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;

/** Clients and servers of DTLS in one process, each with its resources, and what they hear of their connections. */
final class DtlsEnds implements AutoCloseable {

    static final PeerCertificateCheck ANYBODY = (chain, attachments) -> {};
    static final PeerCertificateCheck NOBODY = (chain, attachments) -> {
        throw new CertificateException("nobody is welcome here");
    };
    static final TestCertificate SERVER =
            TestPki.root("Service").mint().server("localhost", "127.0.0.1").mint();
    private static final TestAuthority MANUFACTURER =
            TestPki.root("Manufacturer").mint();
    static final TestCertificate DEVICE =
            MANUFACTURER.intermediate("Factory").mint().device("device").mint();

    final NettyLoops loops = NettyLoops.start("ends", 2);
    final Echo deviceSide = new Echo();
    final Echo serviceSide = new Echo();
    final Ends.Heard clientHeard = new Ends.Heard();
    final Ends.Heard serverHeard = new Ends.Heard();
    private final List<Runnable> open = new ArrayList<>();

    /** A server that takes anybody. */
    CoapDtlsServer server() {
        return server(ANYBODY);
    }

    CoapDtlsServer server(PeerCertificateCheck check) {
        return server(check, server -> server);
    }

    CoapDtlsServer server(PeerCertificateCheck check, UnaryOperator<CoapDtlsServer.Builder> setup) {
        CoapDtlsServer server = setup.apply(CoapDtlsServer.builder(
                                loops.next(),
                                TlsOptions.of(new TlsIdentity(SERVER.chain(), SERVER.privateKey()), check))
                        .root(serviceSide.root)
                        .listener(serverHeard)
                        .limits(TransportLimits.forService()))
                .build();
        try {
            server.start();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
        open.add(0, server::close);
        return server;
    }

    CoapDtlsClient client() {
        return client(TransportLimits.forDevice());
    }

    CoapDtlsClient client(TransportLimits limits) {
        CoapDtlsClient client = CoapDtlsClient.builder(loops.next())
                .root(deviceSide.root)
                .listener(clientHeard)
                .limits(limits)
                .build();
        open.add(0, client::close);
        return client;
    }

    /** What a device shows, and whom it takes. */
    static TlsOptions device(PeerCertificateCheck check) {
        return TlsOptions.of(new TlsIdentity(DEVICE.chain(), DEVICE.privateKey()), check);
    }

    static URI uri(InetSocketAddress address) {
        return URI.create("coaps://127.0.0.1:" + address.getPort());
    }

    CoapConnection connect(CoapDtlsServer server) {
        return Ends.await(client().connect(uri(server.localAddress()), device(ANYBODY)));
    }

    /** Why the next dial to this server fails. */
    CloseReason refusal(CoapDtlsServer server) {
        return Ends.reason(client().connect(uri(server.localAddress()), device(ANYBODY)));
    }

    @Override
    public void close() {
        open.forEach(Runnable::run);
        loops.close();
    }
}
