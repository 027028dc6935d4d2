package org.dps4j.dps.transport;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.protocol.coap.CoapTcpClient;
import org.dps4j.protocol.coap.NettyLoop;
import org.dps4j.protocol.coap.TlsIdentity;
import org.dps4j.protocol.coap.TlsOptions;
import org.jspecify.annotations.Nullable;

/** The way to a service by CoAP over TLS and TCP (RFC 8323). One per device, confined to its loop. */
public final class CoapTransport implements Transport {

    private final NettyLoop loop;
    private @Nullable CoapTcpClient client;
    private PeerAnswers answers = request -> Optional.empty();

    /** A transport whose connections live on {@code loop}, the device's. It opens nothing before it is used. */
    public CoapTransport(NettyLoop loop) {
        this.loop = loop;
    }

    @Override
    public CompletionStage<DpsConnection> connect(Dial dial) {
        answers = dial.answers();
        if (client == null) {
            client = CoapTcpClient.builder(loop)
                    .root(new PeerRequestResource(request -> answers.answer(request)))
                    .build();
        }
        CheckedTrust trust = new CheckedTrust(dial.trust());
        TlsOptions tls = TlsOptions.of(
                new TlsIdentity(dial.identity().chain(), dial.identity().privateKey()), trust);
        return client.connect(dial.endpoint().uri(), tls)
                .<DpsConnection>thenApply(CoapDpsConnection::new)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        new TransportException(trust.explain(CoapFailures.ofConnecting(failure)), failure)));
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
