package org.dps4j.dps.trust;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.protocol.pki.Fingerprint;
import org.dps4j.protocol.pki.HashAlgorithm;
import org.dps4j.protocol.pki.TrustAnchors;
import org.dps4j.testkit.pki.KeyPurpose;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServerNamesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ServerNames OF_ENDPOINT = ServerNames.ANY.withHostOfEndpoint();
    private static final UUID SERVICE = UUID.fromString("6c1b3b0a-6a43-4a8e-9d3e-2f4f0a1f7a01");

    private final TestAuthority root = TestPki.root("Root").mint();
    private final TestCertificate server = root.server(
                    "dps.test", "*.wild.test", "192.0.2.7", "2001:db8::7", "b_1.test")
            .mint();

    @ParameterizedTest
    @CsvSource({
        "coaps+tcp://dps.test:5684, true",
        "coaps+tcp://DPS.Test, true",
        "coaps+tcp://dps.test.:5684, true",
        "coaps+tcp://one.wild.test, true",
        "coaps+tcp://one.two.wild.test, false",
        "coaps+tcp://wild.test, false",
        "coaps+tcp://192.0.2.7:1, true",
        "coaps+tcp://192.0.2.8, false",
        "coaps+tcp://[2001:db8::7]:5684, true",
        "coaps+tcp://[2001:db8:0:0:0:0:0:7], true",
        "coaps+tcp://[2001:db8::8], false",
        "coaps+tcp://b_1.test:5684, true",
        "coaps+tcp://b_2.test:5684, false",
        "coaps+tcp://evil.test, false"
    })
    void the_host_of_the_endpoint_is_one_of_the_alternative_names(String endpoint, boolean taken) {
        TrustVerdict verdict = trust(OF_ENDPOINT, endpoint).judge(server.chain());

        assertThat(verdict instanceof TrustVerdict.Trusted).isEqualTo(taken);
        assertThat(trust(ServerNames.ANY, endpoint).judge(server.chain())).isInstanceOf(TrustVerdict.Trusted.class);
    }

    @Test
    void the_common_name_is_no_name_of_a_host() {
        TestCertificate without = root.device("dps.test")
                .purposes(KeyPurpose.CLIENT_AUTH, KeyPurpose.SERVER_AUTH)
                .mint();

        assertThat(refusal(trust(OF_ENDPOINT, "coaps+tcp://dps.test"), without).reason())
                .contains("the host dps.test, found one for no host at all");
    }

    @Test
    void a_refusal_names_what_was_expected_and_what_was_found() {
        TrustVerdict.Refused refused = refusal(trust(OF_ENDPOINT, "coaps+tcp://evil.test"), server);

        assertThat(refused.fault()).isEqualTo(TrustVerdict.Fault.NAME);
        assertThat(refused.reason())
                .contains("expected a certificate for the host evil.test")
                .contains("found one for dps.test, *.wild.test, 192.0.2.7, 2001:db8:0:0:0:0:0:7 and 1 more")
                .contains("correct the endpoint");
    }

    @Test
    void the_common_name_is_the_id_of_the_service_where_one_is_expected() {
        ServerNames expected = ServerNames.ANY.withServiceId(SERVICE);
        TestCertificate right = root.identity(SERVICE).mint();
        TestCertificate wrong = root.identity(new UUID(1, 2)).mint();

        assertThat(trust(expected, "coaps+tcp://dps.test").judge(right.chain()))
                .isEqualTo(new TrustVerdict.Trusted(TrustVerdict.Ground.CHAIN));
        assertThat(refusal(trust(expected, "coaps+tcp://dps.test"), wrong).reason())
                .contains("expected the service uuid:" + SERVICE)
                .contains("found uuid:" + new UUID(1, 2));
        assertThat(refusal(trust(expected, "coaps+tcp://dps.test"), server).reason())
                .contains("found dps.test");
    }

    @Test
    void both_may_be_asked_for() {
        ServerNames both = OF_ENDPOINT.withServiceId(SERVICE);

        assertThat(refusal(
                                trust(both, "coaps+tcp://dps.test"),
                                root.identity(SERVICE).mint())
                        .reason())
                .contains("the host dps.test");
        assertThat(refusal(trust(both, "coaps+tcp://dps.test"), server).reason())
                .contains("uuid:" + SERVICE);
    }

    @ParameterizedTest
    @EnumSource(CertificateDates.class)
    void whoever_vouches_for_a_certificate_it_must_bear_the_name_and_for_the_time_too(CertificateDates dates) {
        TestCertificate foreign =
                TestPki.root("Foreign").mint().server("dps.test").mint();
        ServerTrust known = new ServerTrust(
                TrustAnchors.of(List.of(root.certificate())),
                Optional.of(Fingerprint.of(HashAlgorithm.SHA256, foreign.certificate())),
                ServerVerification.REQUIRED,
                OF_ENDPOINT.at(URI.create("coaps+tcp://evil.test")),
                dates,
                NOW);
        ServerTrust skipping = new ServerTrust(
                known.anchors(), Optional.empty(), ServerVerification.SKIPPED, known.expected(), dates, NOW);

        assertThat(refusal(known, foreign).fault()).isEqualTo(TrustVerdict.Fault.NAME);
        assertThat(refusal(skipping, foreign).fault()).isEqualTo(TrustVerdict.Fault.NAME);
    }

    @Test
    void a_wrong_name_counts_before_a_wrong_date_which_may_be_forgiven_later() {
        TestCertificate expired = root.server("dps.test").expired().mint();

        assertThat(refusal(trust(OF_ENDPOINT, "coaps+tcp://evil.test"), expired).fault())
                .isEqualTo(TrustVerdict.Fault.NAME);
    }

    private ServerTrust trust(ServerNames names, String endpoint) {
        return new ServerTrust(
                TrustAnchors.of(List.of(root.certificate())),
                Optional.empty(),
                ServerVerification.REQUIRED,
                names.at(URI.create(endpoint)),
                CertificateDates.STRICT,
                NOW);
    }

    private static TrustVerdict.Refused refusal(ServerTrust trust, TestCertificate shown) {
        return (TrustVerdict.Refused) trust.judge(shown.chain());
    }
}
