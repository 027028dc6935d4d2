package org.dps4j.service.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.dps4j.protocol.pki.CertificateChain;
import org.dps4j.protocol.pki.CertificateIssuer;
import org.dps4j.protocol.pki.CertificateSigningRequest;
import org.dps4j.protocol.pki.EcCurve;
import org.dps4j.protocol.pki.EcKeys;
import org.dps4j.protocol.pki.OcfIdentity;
import org.dps4j.protocol.pki.Pem;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalCertificateAuthorityTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final UUID DEVICE = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10");

    private final TestAuthority root = TestPki.root("Service root").mint();
    private final TestAuthority signing = root.intermediate("Service CA").mint();
    private CertificateSigningRequest request;

    @BeforeEach
    void a_device_makes_its_request() throws Exception {
        request = CertificateSigningRequest.create(EcKeys.generate(EcCurve.P256), OcfIdentity.commonName(DEVICE));
    }

    @Test
    void a_device_gets_its_chain_without_the_root_and_the_root_apart() throws Exception {
        IssuedIdentity issued = authority(signing, NOW, Runnable::run)
                .issue(request, DEVICE)
                .toCompletableFuture()
                .join();

        List<X509Certificate> chain = Pem.certificates(issued.chainPem());
        assertThat(chain).containsExactly(issued.certificate(), signing.certificate());
        assertThat(Pem.certificates(issued.rootPem())).containsExactly(root.certificate());
        assertThat(OcfIdentity.deviceIdOf(chain.get(0))).contains(DEVICE);
        assertThat(chain.get(0).getPublicKey()).isEqualTo(request.publicKey());
        assertThat(chain.get(0).getNotBefore().toInstant()).isEqualTo(NOW.minus(Duration.ofHours(1)));
        assertThat(chain.get(0).getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(30)));
    }

    @Test
    void a_root_may_sign_by_itself() throws Exception {
        IssuedIdentity issued = authority(root, NOW, Runnable::run)
                .issue(request, DEVICE)
                .toCompletableFuture()
                .join();

        assertThat(Pem.certificates(issued.chainPem())).containsExactly(issued.certificate());
    }

    @Test
    void an_authority_that_has_expired_refuses() {
        assertThat(authority(signing, TestPki.VALID_UNTIL.plus(Duration.ofDays(99)), Runnable::run)
                        .issue(request, DEVICE)
                        .toCompletableFuture())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(AuthorityException.Refused.class);
    }

    @Test
    void too_many_waiting_requests_are_an_outage() {
        Executor full = task -> {
            throw new RejectedExecutionException("full");
        };

        assertThat(authority(signing, NOW, full).issue(request, DEVICE).toCompletableFuture())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(AuthorityException.Unavailable.class);
    }

    @Test
    void a_chain_without_its_root_cannot_serve_devices() throws Exception {
        CertificateIssuer rootless = CertificateIssuer.of(
                new CertificateChain(List.of(signing.certificate())),
                signing.withKey().privateKey(),
                new SecureRandom());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LocalCertificateAuthority(
                        rootless, Duration.ZERO, Duration.ofDays(1), () -> NOW, Runnable::run))
                .withMessageContaining("append the root");
    }

    private static LocalCertificateAuthority authority(TestAuthority from, Instant now, Executor worker) {
        try {
            CertificateIssuer issuer = CertificateIssuer.of(
                    new CertificateChain(from.withKey().chainWithRoot()),
                    from.withKey().privateKey(),
                    new SecureRandom());
            return new LocalCertificateAuthority(issuer, Duration.ofHours(1), Duration.ofDays(30), () -> now, worker);
        } catch (org.dps4j.protocol.pki.IssuanceException e) {
            throw new AssertionError(e);
        }
    }
}
