package org.dps4j.service;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.dps4j.loop.Loop;
import org.dps4j.loop.Workers;
import org.dps4j.program.Closing;
import org.dps4j.program.Listening;
import org.dps4j.program.PemFile;
import org.dps4j.program.StartException;
import org.dps4j.program.config.StoreSettings;
import org.dps4j.program.http.HttpEndpoint;
import org.dps4j.program.http.HttpLimits;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.protocol.coap.TlsIdentity;
import org.dps4j.protocol.coap.TlsOptions;
import org.dps4j.protocol.pki.CertificateChain;
import org.dps4j.protocol.pki.IssuanceException;
import org.dps4j.service.attestation.Attestation;
import org.dps4j.service.attestation.AttestationCheck;
import org.dps4j.service.authority.CertificateAuthority;
import org.dps4j.service.authority.LocalCertificateAuthority;
import org.dps4j.service.config.AuthoritySettings;
import org.dps4j.service.config.ServiceConfig;
import org.dps4j.service.enrollment.EnrollmentGroup;
import org.dps4j.service.health.Document;
import org.dps4j.service.health.Documents;
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
    private static final HttpLimits HTTP_LIMITS = new HttpLimits(64, 4_096, 6, Duration.ofSeconds(10));
    private static final int MAX_WAITING_REQUESTS = 4_096;
    private static final int MAX_WAITING_RECORDS = 20_000;

    private final ServiceConfig config;
    private final Closing closing;
    private final Cryptography cryptography;
    private final NettyLoops loops;
    private final Loop loop;
    private final Workers workers;

    private ServiceWiring(ServiceConfig config, Closing closing) throws StartException {
        int processors = Runtime.getRuntime().availableProcessors();
        this.config = config;
        this.closing = closing;
        this.cryptography = Cryptography.of(config.crypto());
        this.loops = closing.add(NettyLoops.start("dps-service", Math.max(1, processors / 2)));
        this.loop = loops.next();
        this.workers = closing.add(Workers.named("dps-service-work", processors, MAX_WAITING_REQUESTS));
    }

    static ProvisioningService start(ServiceConfig config) throws StartException {
        Closing closing = new Closing();
        try {
            return new ServiceWiring(config, closing).start();
        } catch (StartException | RuntimeException | Error e) {
            closing.close();
            throw e;
        }
    }

    private ProvisioningService start() throws StartException {
        CompletableFuture<RecordStore> opening = new CompletableFuture<>();
        closing.add(() -> closeIfOpen(opening));
        Workers recordWorker = closing.add(Workers.named("dps-service-records", 1, MAX_WAITING_RECORDS));
        recordWorker.execute(() -> open(opening));
        List<EnrollmentGroup> groups = ConfiguredGroups.load(config);
        CertificateAuthority authority = authority();
        TlsIdentity identity =
                PemFile.identity(config.coap().certificateFile(), config.coap().keyFile());
        TokenKey tokenKey = tokenKey();
        Documents documents = new Documents();
        HttpEndpoint http =
                closing.add(HttpEndpoint.start("dps-service-http", config.http().address(), HTTP_LIMITS, documents));
        String issuer = config.tokens().issuer().orElse("http://" + Listening.authority(http.address()));
        QueuedRecords records = records(opening, recordWorker);
        ProvisioningResources resources = new ProvisioningResources(
                groups,
                authority,
                new LocalTokenIssuer(tokenKey, issuer, config.tokens(), loop::now, workers),
                records,
                workers,
                cryptography.signingRequests(),
                loop,
                config.coap().limits().answer());
        ConnectionLog connections = new ConnectionLog(records, loop);
        DeviceListeners devices = closing.add(new DeviceListeners(
                config.coap(),
                loops,
                TlsOptions.of(identity, new AttestationCheck(new Attestation(groups), loop)),
                resources.root(),
                connections));
        devices.start();
        ServiceHealth health = new ServiceHealth(cryptography.name(), loop);
        serve(documents, health, tokenKey, issuer);
        health.watch(devices, resources, connections, records);
        return new ProvisioningService(devices, http.address(), cryptography.name(), closing);
    }

    /** The database takes longest to open, so it opens beside everything else. */
    private void open(CompletableFuture<RecordStore> opening) {
        try {
            opening.complete(
                    config.store() instanceof StoreSettings.EmbeddedFile file
                            ? EmbeddedStore.open(file.path())
                            : new MemoryStore());
        } catch (IOException e) {
            opening.completeExceptionally(e);
        } catch (RuntimeException | Error e) {
            String firstLine = e.toString().lines().findFirst().orElse("");
            opening.completeExceptionally(new IOException("cannot be opened: " + firstLine, e));
        }
    }

    private static void closeIfOpen(CompletableFuture<RecordStore> opening) {
        if (opening.isDone() && !opening.isCompletedExceptionally()) {
            opening.join().close();
        }
    }

    private QueuedRecords records(CompletableFuture<RecordStore> opening, Workers recordWorker) throws StartException {
        try {
            QueuedRecords records = new QueuedRecords(opening.join(), loop, recordWorker, MAX_WAITING_RECORDS);
            closing.add(records::flush);
            return records;
        } catch (CompletionException e) {
            throw new StartException("store.file: " + (e.getCause() == null ? e : e.getCause()).getMessage(), e);
        }
    }

    private CertificateAuthority authority() throws StartException {
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
            throw new StartException(settings.certificateFile() + ": " + e.getMessage(), e);
        }
    }

    private TokenKey tokenKey() throws StartException {
        try {
            return TokenKey.load(config.tokens().keyFile());
        } catch (IOException e) {
            throw new StartException("tokens.keyFile: " + e.getMessage(), e);
        }
    }

    private static void serve(Documents documents, ServiceHealth health, TokenKey tokenKey, String issuer) {
        String jwks = tokenKey.jwks();
        String discovery = OpenIdDiscovery.document(issuer, issuer + JWKS_PATH);
        documents.serve("/health", () -> health.report().toDocument());
        documents.serve(JWKS_PATH, () -> Document.ok(jwks));
        documents.serve("/.well-known/openid-configuration", () -> Document.ok(discovery));
    }
}
