package org.dps4j.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.dps4j.loop.Loop;
import org.dps4j.loop.Workers;
import org.dps4j.protocol.coap.CoapTcpServer;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.protocol.coap.TlsIdentity;
import org.dps4j.protocol.coap.TlsOptions;
import org.dps4j.protocol.coap.TransportLimits;
import org.dps4j.protocol.pki.CertificateChain;
import org.dps4j.protocol.pki.IssuanceException;
import org.dps4j.service.ProvisioningService.Closing;
import org.dps4j.service.attestation.Attestation;
import org.dps4j.service.attestation.AttestationCheck;
import org.dps4j.service.authority.CertificateAuthority;
import org.dps4j.service.authority.LocalCertificateAuthority;
import org.dps4j.service.config.AuthoritySettings;
import org.dps4j.service.config.CoapSettings;
import org.dps4j.service.config.ServiceConfig;
import org.dps4j.service.config.StoreSettings;
import org.dps4j.service.enrollment.EnrollmentGroup;
import org.dps4j.service.health.Document;
import org.dps4j.service.health.HttpEndpoint;
import org.dps4j.service.provisioning.ProvisioningResources;
import org.dps4j.service.record.QueuedRecords;
import org.dps4j.service.record.RecordStore;
import org.dps4j.service.store.EmbeddedStore;
import org.dps4j.service.store.MemoryStore;
import org.dps4j.service.token.LocalTokenIssuer;
import org.dps4j.service.token.OpenIdDiscovery;
import org.dps4j.service.token.TokenKey;

/** Puts the parts of a service together, in the order in which they need each other. */
final class ServiceWiring {

    private static final String JWKS_PATH = "/.well-known/jwks.json";
    private static final int MAX_WAITING_REQUESTS = 4_096;
    private static final int MAX_WAITING_RECORDS = 20_000;

    private final ServiceConfig config;
    private final Closing closing;
    private final Cryptography cryptography;
    private final NettyLoops loops;
    private final Loop loop;
    private final Workers workers;

    private ServiceWiring(ServiceConfig config, Closing closing) throws ServiceStartException {
        int processors = Runtime.getRuntime().availableProcessors();
        this.config = config;
        this.closing = closing;
        this.cryptography = Cryptography.of(config.crypto());
        this.loops = closing.add(NettyLoops.start("dps-service", Math.max(1, processors / 2)));
        this.loop = loops.next();
        this.workers = closing.add(Workers.named("dps-service-work", processors, MAX_WAITING_REQUESTS));
    }

    static ProvisioningService start(ServiceConfig config) throws ServiceStartException {
        Closing closing = new Closing();
        try {
            return new ServiceWiring(config, closing).start();
        } catch (ServiceStartException | RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    private ProvisioningService start() throws ServiceStartException {
        CompletableFuture<RecordStore> opening = new CompletableFuture<>();
        closing.add(() -> closeIfOpen(opening));
        Workers recordWorker = closing.add(Workers.named("dps-service-records", 1, MAX_WAITING_RECORDS));
        recordWorker.execute(() -> open(opening));
        List<EnrollmentGroup> groups = ConfiguredGroups.load(config);
        CertificateAuthority authority = authority();
        TlsIdentity identity = identity();
        TokenKey tokenKey = tokenKey();
        HttpEndpoint http = http();
        String issuer = config.tokens().issuer().orElse("http://" + shown(http.address()));
        QueuedRecords records = records(opening, recordWorker);
        ProvisioningResources resources = new ProvisioningResources(
                groups,
                authority,
                new LocalTokenIssuer(tokenKey, issuer, config.tokens(), loop::now, workers),
                records,
                workers,
                cryptography.signingRequests(),
                config.coap().limits().answer());
        ConnectionLog connections = new ConnectionLog(records);
        CoapTcpServer coap = coap(groups, identity, resources, connections);
        ServiceHealth health = new ServiceHealth(cryptography.name(), loop);
        serve(http, health, tokenKey, issuer);
        health.watch(coap, resources, connections, records);
        return new ProvisioningService(coap.localAddress(), http.address(), cryptography.name(), closing);
    }

    /** The database takes longest to open, so it opens beside everything else. */
    private void open(CompletableFuture<RecordStore> opening) {
        try {
            opening.complete(
                    config.store() instanceof StoreSettings.EmbeddedFile file
                            ? EmbeddedStore.open(file.path())
                            : new MemoryStore());
        } catch (IOException | RuntimeException e) {
            opening.completeExceptionally(e);
        }
    }

    private static void closeIfOpen(CompletableFuture<RecordStore> opening) {
        if (opening.isDone() && !opening.isCompletedExceptionally()) {
            opening.join().close();
        }
    }

    private QueuedRecords records(CompletableFuture<RecordStore> opening, Workers recordWorker)
            throws ServiceStartException {
        try {
            QueuedRecords records = new QueuedRecords(opening.join(), loop, recordWorker, MAX_WAITING_RECORDS);
            closing.add(records::flush);
            return records;
        } catch (CompletionException e) {
            throw new ServiceStartException("store.file: " + (e.getCause() == null ? e : e.getCause()).getMessage(), e);
        }
    }

    private CertificateAuthority authority() throws ServiceStartException {
        AuthoritySettings settings = config.authority();
        List<X509Certificate> chain = PemFile.certificates(settings.certificateFile());
        PrivateKey key = PemFile.keyOf(chain.get(0), settings.certificateFile(), settings.keyFile());
        try {
            return new LocalCertificateAuthority(
                    cryptography.issuer(new CertificateChain(chain), key),
                    settings.backdate(),
                    settings.validity(),
                    loop::now,
                    workers);
        } catch (IssuanceException | IllegalArgumentException e) {
            throw new ServiceStartException(settings.certificateFile() + ": " + e.getMessage(), e);
        }
    }

    private TlsIdentity identity() throws ServiceStartException {
        CoapSettings settings = config.coap();
        List<X509Certificate> chain = PemFile.certificates(settings.certificateFile());
        return new TlsIdentity(chain, PemFile.keyOf(chain.get(0), settings.certificateFile(), settings.keyFile()));
    }

    private TokenKey tokenKey() throws ServiceStartException {
        try {
            return TokenKey.load(config.tokens().keyFile());
        } catch (IOException e) {
            throw new ServiceStartException("tokens.keyFile: " + e.getMessage(), e);
        }
    }

    private HttpEndpoint http() throws ServiceStartException {
        try {
            return closing.add(HttpEndpoint.start(config.http().address()));
        } catch (IOException e) {
            throw new ServiceStartException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void serve(HttpEndpoint http, ServiceHealth health, TokenKey tokenKey, String issuer) {
        String jwks = tokenKey.jwks();
        String discovery = OpenIdDiscovery.document(issuer, issuer + JWKS_PATH);
        http.serve("/health", () -> health.report().toDocument());
        http.serve(JWKS_PATH, () -> Document.ok(jwks));
        http.serve("/.well-known/openid-configuration", () -> Document.ok(discovery));
    }

    private CoapTcpServer coap(
            List<EnrollmentGroup> groups,
            TlsIdentity identity,
            ProvisioningResources resources,
            ConnectionLog connections)
            throws ServiceStartException {
        CoapSettings settings = config.coap();
        CoapSettings.Limits limits = settings.limits();
        CoapTcpServer server = closing.add(CoapTcpServer.builder(loops)
                .bind(settings.address())
                .tls(TlsOptions.of(identity, new AttestationCheck(new Attestation(groups), loop::now)))
                .limits(TransportLimits.forService()
                        .withInboundMessage(limits.messageSize())
                        .withIdleTimeout(limits.idle())
                        .withHandshakeTimeout(limits.handshake())
                        .withFrameTimeout(limits.frame())
                        .withWaitingRequests(limits.requests())
                        .withReleaseTimeout(limits.stop()))
                .maxConnections(limits.connections())
                .maxOpenHandshakes(limits.openHandshakes())
                .root(resources.root())
                .listener(connections)
                .build());
        try {
            server.start();
            return server;
        } catch (IOException e) {
            InetSocketAddress address = settings.address();
            throw new ServiceStartException(
                    "coap.address: port " + address.getPort() + " cannot be bound on "
                            + address.getAddress().getHostAddress()
                            + ", another program may be using it; choose another one in the configuration",
                    e);
        }
    }

    private static String shown(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
