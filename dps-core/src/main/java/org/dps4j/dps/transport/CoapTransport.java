package org.dps4j.dps.transport;

import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.security.credential.Identity;
import org.dps4j.dps.endpoint.Carrier;
import org.dps4j.dps.machine.Failure;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.coap.CoapDtlsClient;
import org.dps4j.protocol.coap.CoapTcpClient;
import org.dps4j.protocol.coap.NettyLoop;
import org.dps4j.protocol.coap.TlsIdentity;
import org.dps4j.protocol.coap.TlsOptions;
import org.jspecify.annotations.Nullable;

/**
 * The way to a service by CoAP over TLS and TCP (RFC 8323), or over DTLS and UDP (RFC 7252 9), as its address says. One per
 * device, confined to its loop.
 */
public final class CoapTransport implements Transport {

    private final NettyLoop loop;
    private final PeerRequestResource root;
    private @Nullable CoapTcpClient tcp;
    private @Nullable CoapDtlsClient dtls;
    private PeerAnswers answers = request -> Optional.empty();

    /** A transport whose connections live on {@code loop}, the device's. It opens nothing before it is used. */
    public CoapTransport(NettyLoop loop) {
        this.loop = loop;
        this.root = new PeerRequestResource(request -> answers.answer(request));
    }

    @Override
    public CompletionStage<DpsConnection> connect(Dial dial) {
        answers = dial.answers();
        if (dial.endpoint().carrier() == Carrier.DTLS && isInToken(dial.identity())) {
            return CompletableFuture.failedFuture(new TransportException(new Failure.LocalFault(
                    "expected a readable key, found a manufacturer key that is in a token, with which DTLS does not sign;"
                            + " use coaps+tcp")));
        }
        CheckedTrust trust = new CheckedTrust(dial.trust());
        TlsOptions tls = TlsOptions.of(
                new TlsIdentity(dial.identity().chain(), dial.identity().privateKey()), trust);
        URI uri = dial.endpoint().uri();
        CompletableFuture<CoapConnection> connecting = switch (dial.endpoint().carrier()) {
            case TLS -> tcp().connect(uri, tls);
            case DTLS -> dtls().connect(uri, tls);
        };
        return connecting
                .<DpsConnection>thenApply(CoapDpsConnection::new)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        new TransportException(trust.explain(CoapFailures.ofConnecting(failure)), failure)));
    }

    /** Scandium keeps the signatures of a thread, and with them the provider that was asked first. */
    private static boolean isInToken(Identity identity) {
        return identity.privateKey().getFormat() == null;
    }

    private CoapTcpClient tcp() {
        if (tcp == null) {
            tcp = CoapTcpClient.builder(loop).root(root).build();
        }
        return tcp;
    }

    private CoapDtlsClient dtls() {
        if (dtls == null) {
            dtls = CoapDtlsClient.builder(loop).root(root).build();
        }
        return dtls;
    }

    @Override
    public void close() {
        if (tcp != null) {
            tcp.close();
            tcp = null;
        }
        if (dtls != null) {
            dtls.close();
            dtls = null;
        }
    }
}
