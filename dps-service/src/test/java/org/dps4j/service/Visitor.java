package org.dps4j.service;

import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.coap.CoapDtlsClient;
import org.dps4j.protocol.coap.CoapTcpClient;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.protocol.coap.OcfOptions;
import org.dps4j.protocol.coap.TlsIdentity;
import org.dps4j.protocol.coap.TlsOptions;
import org.dps4j.protocol.payload.cloud.CloudConfigurationRequest;
import org.dps4j.protocol.payload.credential.CredentialsRequest;
import org.dps4j.protocol.pki.CertificateSigningRequest;
import org.dps4j.protocol.pki.CsrException;
import org.dps4j.protocol.pki.OcfIdentity;
import org.dps4j.testkit.pki.TestCertificate;
import org.eclipse.californium.core.CoapResource;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;

/** A device as the service sees it, which says whatever a test wants it to say. */
final class Visitor implements AutoCloseable {

    static final String TIME = "x.plgd.dev/time";
    static final String OWNERSHIP = "api/v1/provisioning/ownership";
    static final String CLOUD = "api/v1/provisioning/cloud-configuration";
    static final String CREDENTIALS = "api/v1/provisioning/credentials";
    static final String ACLS = "api/v1/provisioning/acls";

    private static final Duration SOON = Duration.ofSeconds(10);

    private final NettyLoops loops = NettyLoops.start("visitor", 1);
    private final Supplier<CompletableFuture<CoapConnection>> dial;
    private final Runnable closing;

    Visitor(ProvisioningService service, TestCertificate certificate) {
        this(service, certificate, new CoapResource(""));
    }

    /** A device that answers the service's own requests with what stands under {@code root}. */
    Visitor(ProvisioningService service, TestCertificate certificate, CoapResource root) {
        this(service.coapAddress(), certificate, root);
    }

    /** A device that visits whatever listens there. */
    Visitor(InetSocketAddress service, TestCertificate certificate, CoapResource root) {
        URI uri = URI.create("coaps+tcp://127.0.0.1:" + service.getPort());
        CoapTcpClient client = CoapTcpClient.builder(loops.next())
                .tls(tls(certificate))
                .root(root)
                .build();
        this.dial = () -> client.connect(uri);
        this.closing = client::close;
    }

    private Visitor(URI service, TestCertificate certificate, CoapResource root) {
        CoapDtlsClient client = CoapDtlsClient.builder(loops.next()).root(root).build();
        this.dial = () -> client.connect(service, tls(certificate));
        this.closing = client::close;
    }

    /** A device that comes by DTLS, and answers the service's own requests with what stands under {@code root}. */
    static Visitor byDtls(ProvisioningService service, TestCertificate certificate, CoapResource root) {
        int port = service.dtlsAddress().orElseThrow().getPort();
        return new Visitor(URI.create("coaps://127.0.0.1:" + port), certificate, root);
    }

    private static TlsOptions tls(TestCertificate certificate) {
        return TlsOptions.of(
                new TlsIdentity(certificate.chain(), certificate.privateKey()), (chain, attachments) -> {});
    }

    CoapConnection connect() {
        return await(dial.get());
    }

    /** A connection whose first request fails says why only then; completes with an answer or the reason. */
    CompletableFuture<Response> tryTime() {
        return dial.get().thenCompose(connection -> connection.send(get(TIME), SOON));
    }

    static Response send(CoapConnection connection, Request request) {
        return await(connection.send(request, SOON));
    }

    static Request get(String path) {
        return request(Code.GET, path);
    }

    static Request post(String path, byte[] body) {
        Request request = request(Code.POST, path);
        OcfOptions.setPayload(request, body);
        return request;
    }

    static Request request(Code code, String path) {
        Request request = new Request(code);
        request.getOptions().setUriPath(path);
        OcfOptions.accept(request);
        return request;
    }

    static byte[] cloudRequest(UUID deviceId) {
        return CloudConfigurationRequest.CODEC.encode(new CloudConfigurationRequest(deviceId, Optional.empty()));
    }

    static byte[] credentialsRequest(UUID deviceId, KeyPair keys) {
        try {
            String csr = CertificateSigningRequest.create(keys, OcfIdentity.commonName(deviceId))
                    .toPem();
            return CredentialsRequest.CODEC.encode(
                    new CredentialsRequest(Optional.of(deviceId), csr, Optional.empty()));
        } catch (CsrException e) {
            throw new AssertionError(e);
        }
    }

    static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(15, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("failed: " + e.getCause(), e.getCause());
        } catch (TimeoutException | InterruptedException e) {
            throw new AssertionError("nothing within 15 s", e);
        }
    }

    @Override
    public void close() {
        closing.run();
        loops.close();
    }
}
