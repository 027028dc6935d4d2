package org.dps4j.device.cloud.transport;

import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.dps4j.protocol.coap.CoapTcpClient;
import org.dps4j.protocol.coap.NettyLoop;
import org.dps4j.protocol.coap.PeerCertificateCheck;
import org.dps4j.protocol.coap.TlsIdentity;
import org.dps4j.protocol.coap.TlsOptions;

/** The way to a cloud by CoAP over TLS and TCP (RFC 8323), {@code coaps+tcp} only. One per device, on its loop. */
public final class CoapCloudTransport implements CloudTransport {

    private final CoapTcpClient client;

    /**
     * A transport whose connections live on {@code loop}, the device's. It opens nothing before it is used.
     *
     * @param resources has the client show the device's resources to the cloud; it may set limits too
     */
    public CoapCloudTransport(NettyLoop loop, UnaryOperator<CoapTcpClient.Builder> resources) {
        this.client = resources.apply(CoapTcpClient.builder(loop)).build();
    }

    @Override
    public CompletionStage<CloudConnection> connect(CloudDial dial) {
        TlsOptions tls = TlsOptions.of(
                new TlsIdentity(dial.identity().chain(), dial.identity().privateKey()), check(dial.trust()));
        return client.connect(dial.server(), tls)
                .<CloudConnection>thenApply(CoapCloudConnection::new)
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        new CloudTransportException(CoapCloudFailures.ofConnecting(failure))));
    }

    private static PeerCertificateCheck check(CloudTrust trust) {
        return (chain, attachments) -> {
            Optional<String> refusal = trust.refusal(chain);
            if (refusal.isPresent()) {
                throw new CertificateException(refusal.get());
            }
        };
    }

    @Override
    public void close() {
        client.close();
    }
}
