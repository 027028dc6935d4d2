package org.dps4j.dps.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dps4j.dps.trust.TrustVerdict.Ground;
import org.dps4j.protocol.pki.CertificateChain;
import org.dps4j.protocol.pki.EcCurve;
import org.dps4j.protocol.pki.EcKeys;
import org.dps4j.protocol.pki.Fingerprint;
import org.dps4j.protocol.pki.HashAlgorithm;
import org.dps4j.protocol.pki.TrustAnchors;
import org.dps4j.testkit.pki.KeyPurpose;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.Test;

class ServerTrustTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final TestAuthority root = TestPki.root("Root").mint();
    private final TestAuthority foreign = TestPki.root("Foreign").mint();
    private final TestAuthority foreignBetween = foreign.intermediate("Between").mint();
    private final TestCertificate good =
            root.intermediate("Between").mint().server("a.test").mint();
    private final TestCertificate unknown = foreignBetween.server("a.test").mint();

    @Test
    void a_chain_that_leads_to_an_anchor_is_trusted_whatever_the_host_is_called() {
        assertThat(ground(trust(CertificateDates.STRICT), good.chain())).contains(Ground.CHAIN);
    }

    @Test
    void a_chain_that_leads_elsewhere_is_refused_with_a_reason() {
        TrustVerdict verdict = trust(CertificateDates.STRICT).judge(unknown.chain());

        assertThat(verdict).isInstanceOfSatisfying(TrustVerdict.Refused.class, refused -> {
            assertThat(refused.reason()).contains("none of the trust anchors signed it");
            assertThat(refused.fault()).isEqualTo(TrustVerdict.Fault.CHAIN);
        });
    }

    @Test
    void dates_count_except_for_the_time() {
        TestCertificate expired = root.server("a.test").expired().mint();
        TestCertificate early = root.server("a.test").notYetValid().mint();

        assertThat(ground(trust(CertificateDates.STRICT), expired.chain())).isEmpty();
        assertThat(ground(trust(CertificateDates.STRICT), early.chain())).isEmpty();
        assertThat(List.of(expired, early))
                .extracting(shown -> trust(CertificateDates.STRICT).judge(shown.chain()))
                .allSatisfy(verdict ->
                        assertThat(((TrustVerdict.Refused) verdict).fault()).isEqualTo(TrustVerdict.Fault.DATES));
        assertThat(ground(trust(CertificateDates.RELAXED), expired.chain())).contains(Ground.CHAIN);
        assertThat(ground(trust(CertificateDates.RELAXED), early.chain())).contains(Ground.CHAIN);
        assertThat(ground(trust(CertificateDates.RELAXED), unknown.chain())).isEmpty();
    }

    @Test
    void the_fingerprint_of_any_certificate_of_a_chain_that_links_is_enough_at_every_step() {
        for (X509Certificate known : unknown.chain()) {
            assertThat(ground(knowing(known, CertificateDates.STRICT), unknown.chain()))
                    .contains(Ground.FINGERPRINT);
            assertThat(ground(knowing(known, CertificateDates.RELAXED), unknown.chain()))
                    .contains(Ground.FINGERPRINT);
        }
    }

    @Test
    void an_untrusted_chain_of_two_without_a_match_is_refused() {
        X509Certificate another = foreign.server("b.test").mint().certificate();

        assertThat(unknown.chain()).hasSize(2);
        assertThat(ground(knowing(another, CertificateDates.STRICT), unknown.chain()))
                .isEmpty();
    }

    @Test
    void the_known_certificate_behind_a_stranger_that_it_did_not_sign_is_refused() {
        X509Certificate known = unknown.certificate();
        X509Certificate stranger = TestPki.selfSigned("attacker").mint().certificate();

        assertThat(ground(knowing(known, CertificateDates.STRICT), List.of(stranger, known)))
                .isEmpty();
    }

    @Test
    void a_device_below_the_known_certificate_cannot_issue_itself_a_server() {
        KeyPair keys = EcKeys.generate(EcCurve.P256, new SecureRandom());
        TestCertificate device = foreign.device("device").keys(keys).mint();
        TestCertificate forged = foreign.intermediate("device")
                .keys(keys)
                .mint()
                .server("a.test")
                .mint();
        List<X509Certificate> sent = List.of(forged.certificate(), device.certificate(), foreign.certificate());

        assertThat(new CertificateChain(sent).links()).isTrue();
        assertThat(ground(knowing(foreign.certificate(), CertificateDates.STRICT), sent))
                .isEmpty();
        assertThat(ground(knowing(device.certificate(), CertificateDates.STRICT), sent))
                .isEmpty();
    }

    @Test
    void a_fingerprint_is_no_pinning_a_good_chain_is_still_trusted() {
        assertThat(ground(knowing(unknown.certificate(), CertificateDates.STRICT), good.chain()))
                .contains(Ground.CHAIN);
    }

    @Test
    void without_verification_anybody_is_trusted_unless_a_fingerprint_is_known() {
        ServerTrust skipping = new ServerTrust(
                anchors(),
                Optional.empty(),
                ServerVerification.SKIPPED,
                ExpectedServer.ANY,
                CertificateDates.STRICT,
                NOW);
        ServerTrust knowing = new ServerTrust(
                anchors(),
                Optional.of(Fingerprint.of(HashAlgorithm.SHA256, good.certificate())),
                ServerVerification.SKIPPED,
                ExpectedServer.ANY,
                CertificateDates.STRICT,
                NOW);

        assertThat(ground(skipping, unknown.chain())).contains(Ground.SKIPPED);
        assertThat(ground(knowing, unknown.chain())).isEmpty();
    }

    @Test
    void a_certificate_that_is_not_for_servers_is_refused_even_without_verification() {
        ServerTrust skipping = new ServerTrust(
                anchors(),
                Optional.empty(),
                ServerVerification.SKIPPED,
                ExpectedServer.ANY,
                CertificateDates.STRICT,
                NOW);
        TestCertificate client = root.device("device").mint();
        TestCertificate bare = root.server("a.test").withoutPurposes().mint();
        TestCertificate both = root.server("a.test")
                .purposes(KeyPurpose.CLIENT_AUTH, KeyPurpose.SERVER_AUTH)
                .mint();

        assertThat(ground(skipping, client.chain())).isEmpty();
        assertThat(ground(trust(CertificateDates.STRICT), bare.chain())).contains(Ground.CHAIN);
        assertThat(ground(trust(CertificateDates.STRICT), both.chain())).contains(Ground.CHAIN);
    }

    @Test
    void nothing_and_too_much_is_refused() {
        List<X509Certificate> many =
                Stream.generate(good::certificate).limit(17).toList();

        assertThat(ground(trust(CertificateDates.STRICT), List.of())).isEmpty();
        assertThat(ground(trust(CertificateDates.STRICT), many)).isEmpty();
    }

    private ServerTrust trust(CertificateDates dates) {
        return new ServerTrust(
                anchors(), Optional.empty(), ServerVerification.REQUIRED, ExpectedServer.ANY, dates, NOW);
    }

    private ServerTrust knowing(X509Certificate known, CertificateDates dates) {
        return new ServerTrust(
                anchors(),
                Optional.of(Fingerprint.of(HashAlgorithm.SHA256, known)),
                ServerVerification.REQUIRED,
                ExpectedServer.ANY,
                dates,
                NOW);
    }

    private TrustAnchors anchors() {
        return TrustAnchors.of(List.of(root.certificate()));
    }

    private static Optional<Ground> ground(ServerTrust trust, List<X509Certificate> chain) {
        return trust.judge(chain) instanceof TrustVerdict.Trusted trusted
                ? Optional.of(trusted.ground())
                : Optional.empty();
    }
}
