package org.dps4j.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.loop.Workers;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.coap.CoapTcpServer;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.protocol.coap.TlsIdentity;
import org.dps4j.protocol.coap.TlsOptions;
import org.dps4j.protocol.pki.CertificateChain;
import org.dps4j.protocol.pki.CertificateIssuer;
import org.dps4j.protocol.pki.CertificateSigningRequest;
import org.dps4j.protocol.pki.IssuanceException;
import org.dps4j.service.attestation.Attestation;
import org.dps4j.service.attestation.AttestationCheck;
import org.dps4j.service.authority.CertificateAuthority;
import org.dps4j.service.authority.LocalCertificateAuthority;
import org.dps4j.service.enrollment.DeviceIdPolicy;
import org.dps4j.service.enrollment.EnrollmentGroup;
import org.dps4j.service.enrollment.TestGroups;
import org.dps4j.service.provisioning.ProvisioningResources;
import org.dps4j.service.record.ProvisioningRecord;
import org.dps4j.service.record.ProvisioningRecords;
import org.dps4j.service.record.RecordUpdate;
import org.dps4j.service.token.TokenIssuer;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.eclipse.californium.core.CoapResource;

/** What devices meet, in front of backends that a test breaks: all of them work until one is replaced. */
final class BackedService implements AutoCloseable {

    final TestAuthority factory = TestPki.root("Factory").mint();
    private final TestAuthority root = TestPki.root("Service root").mint();
    private final TestCertificate server = root.server("127.0.0.1").mint();
    private final NettyLoops loops = NettyLoops.start("backed", 1);
    private final Workers workers = Workers.named("backed-work", 2, 1_000);
    private Optional<CoapTcpServer> listening = Optional.empty();

    CertificateAuthority authority = local();
    TokenIssuer tokens = (owner, deviceId) -> CompletableFuture.completedFuture(Secret.ofText("a token"));
    ProvisioningRecords records = new Forgetful();
    Duration answerLimit = Duration.ofSeconds(8);

    /** Records that are taken and forgotten; nobody owns a device id before. */
    static class Forgetful implements ProvisioningRecords {

        @Override
        public void note(RecordUpdate update) {}

        @Override
        public CompletionStage<Optional<ProvisioningRecord>> find(UUID recordId) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletionStage<Long> count() {
            return CompletableFuture.completedFuture(0L);
        }

        @Override
        public CompletionStage<UUID> claim(UUID deviceId, UUID recordId) {
            return CompletableFuture.completedFuture(recordId);
        }
    }

    /** Listens, with the backends as they are now. Its group binds device ids, so that it asks for all three of them. */
    InetSocketAddress start() throws IOException {
        EnrollmentGroup group = TestGroups.withPolicy(
                TestGroups.of("group", factory), DeviceIdPolicy.BOUND_TO_MANUFACTURER_KEY, Set.of());
        CoapTcpServer made = CoapTcpServer.builder(loops)
                .tls(TlsOptions.of(
                        new TlsIdentity(server.chain(), server.privateKey()),
                        new AttestationCheck(new Attestation(List.of(group)), loops.next())))
                .root(new ProvisioningResources(
                                List.of(group),
                                authority,
                                tokens,
                                records,
                                workers,
                                CertificateSigningRequest::parse,
                                loops.next(),
                                answerLimit)
                        .root())
                .build();
        made.start();
        listening = Optional.of(made);
        return made.localAddress();
    }

    /** A device of the factory. */
    Visitor visitor(String name) {
        return new Visitor(
                listening.orElseThrow().localAddress(), factory.device(name).mint(), new CoapResource(""));
    }

    @Override
    public void close() {
        listening.ifPresent(CoapTcpServer::close);
        workers.close();
        loops.close();
    }

    private CertificateAuthority local() {
        try {
            CertificateIssuer issuer = CertificateIssuer.of(
                    new CertificateChain(List.of(root.certificate())),
                    root.withKey().privateKey(),
                    new SecureRandom());
            return new LocalCertificateAuthority(
                    issuer, Duration.ofHours(1), Duration.ofDays(1), loops.next()::now, workers);
        } catch (IssuanceException e) {
            throw new AssertionError(e);
        }
    }
}
