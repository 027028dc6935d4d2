package org.dps4j.protocol.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.dps4j.protocol.pki.ChainVerdict.Trusted;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CertificateIssuerTest {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final UUID ID = UUID.fromString("0abc1234-aaaa-4bbb-8ccc-0123456789ab");

    private static CertificateIssuer root;
    private static CertificateIssuer issuer;
    private static KeyPair keys;

    @BeforeAll
    static void make_an_issuer_below_a_root() throws Exception {
        root = CertificateIssuer.root(EcKeys.generate(EcCurve.P384), "a root", Moments.DECADE, RANDOM);
        issuer = root.intermediate(EcKeys.generate(EcCurve.P256), "an issuer", Moments.DECADE);
        keys = EcKeys.generate(EcCurve.P256);
    }

    @Test
    void an_identity_has_exactly_the_profile_that_devices_accept_of_each_other() throws Exception {
        X509Certificate identity = issuer.identity(keys.getPublic(), ID, Moments.YEAR);

        assertThat(identity.getVersion()).isEqualTo(3);
        assertThat(identity.getSubjectX500Principal().getName()).isEqualTo("CN=uuid:" + ID);
        assertThat(identity.getPublicKey()).isEqualTo(keys.getPublic());
        assertThat(usages(identity)).containsExactly(0, 4);
        assertThat(identity.getExtendedKeyUsage())
                .containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2", "1.3.6.1.4.1.44924.1.6");
        assertThat(identity.getBasicConstraints()).isEqualTo(-1);
        assertThat(identity.getSubjectAlternativeNames()).isNull();
        assertThat(identity.getCriticalExtensionOIDs()).containsExactly("2.5.29.15");
        assertThat(identity.getNonCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.37", "2.5.29.35");
        assertThat(CertificateValidity.of(identity)).isEqualTo(Moments.YEAR);
        assertThat(OcfIdentity.deviceIdOf(identity)).contains(ID);
    }

    @Test
    void server_manufacturer_and_hub_certificates_have_their_purposes_and_names() throws Exception {
        List<String> hosts = List.of("dps.example.org", "127.0.0.1", "::1");
        X509Certificate server = issuer.server(keys.getPublic(), "a service", hosts, Moments.YEAR);
        X509Certificate manufacturer = issuer.manufacturer(keys.getPublic(), "a device", Moments.YEAR);
        X509Certificate hub = issuer.hub(keys.getPublic(), ID, hosts, Moments.YEAR);

        assertThat(purposes(server)).containsExactly(KeyPurpose.SERVER_AUTH);
        assertThat(purposes(manufacturer)).containsExactly(KeyPurpose.CLIENT_AUTH);
        assertThat(purposes(hub)).containsExactly(KeyPurpose.SERVER_AUTH, KeyPurpose.CLIENT_AUTH);
        assertThat(OcfIdentity.commonNameOf(manufacturer)).contains("a device");
        assertThat(OcfIdentity.deviceIdOf(hub)).contains(ID);
        for (X509Certificate certificate : List.of(server, hub)) {
            CertificateChain chain = new CertificateChain(List.of(certificate, issuer.certificate()));
            for (String host : hosts) {
                assertThat(chain.checkServer(anchors(root), Moments.NOW, host)).isInstanceOf(Trusted.class);
            }
        }
    }

    @Test
    void authorities_may_issue_and_below_an_intermediate_there_is_none() throws Exception {
        assertThat(root.certificate().getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
        assertThat(issuer.certificate().getBasicConstraints()).isZero();
        assertThat(usages(root.certificate())).containsExactly(5, 6);
        assertThat(usages(issuer.certificate())).containsExactly(5, 6);
        assertThat(issuer.chain().certificates()).containsExactly(issuer.certificate(), root.certificate());
        assertThat(issuer.chain().links()).isTrue();
        assertThatThrownBy(() -> issuer.intermediate(keys, "one more", Moments.YEAR))
                .isInstanceOf(IssuanceException.class)
                .hasMessageContaining("end certificates only");
    }

    @ParameterizedTest
    @EnumSource
    void the_hash_is_as_strong_as_the_curve_of_the_issuer(EcCurve curve) throws Exception {
        CertificateIssuer own = CertificateIssuer.root(EcKeys.generate(curve), "own", Moments.DECADE, RANDOM);

        X509Certificate identity = own.identity(keys.getPublic(), ID, Moments.YEAR);

        assertThat(identity.getSigAlgName()).isEqualTo(curve.signatureAlgorithm());
        identity.verify(own.certificate().getPublicKey());
    }

    @Test
    void what_is_issued_is_trusted_by_the_java_runtime() throws Exception {
        X509Certificate identity = issuer.identity(keys.getPublic(), ID, Moments.YEAR);

        assertThat(new CertificateChain(List.of(identity, issuer.certificate())).check(anchors(root), Moments.NOW))
                .isInstanceOf(Trusted.class);
    }

    @Test
    void an_authority_of_another_implementation_is_taken_over_with_its_key_identifier() throws Exception {
        TestAuthority foreignRoot = TestPki.root("foreign root").mint();
        TestAuthority foreign = foreignRoot.intermediate("foreign").mint();
        CertificateChain chain = new CertificateChain(List.of(foreign.certificate(), foreignRoot.certificate()));
        CertificateIssuer own =
                CertificateIssuer.of(chain, Pem.privateKey(foreign.withKey().privateKeyPem()), RANDOM);

        X509Certificate identity = own.identity(keys.getPublic(), ID, Moments.YEAR);

        assertThat(new CertificateChain(List.of(identity, foreign.certificate()))
                        .check(TrustAnchors.of(List.of(foreignRoot.certificate())), Moments.NOW))
                .isInstanceOf(Trusted.class);
        assertThat(authorityKey(identity)).isEqualTo(subjectKey(foreign.certificate()));
    }

    @Test
    void the_validity_is_clipped_to_every_authority_of_the_chain() throws Exception {
        KeyPair rootKeys = EcKeys.generate(EcCurve.P256);
        CertificateIssuer brief = CertificateIssuer.root(rootKeys, "brief", Moments.YEAR, RANDOM);
        OddCertificate lasting = OddCertificate.order("CN=lasting")
                .authority()
                .validity(Moments.DECADE)
                .below(new OddCertificate(brief.certificate(), rootKeys));
        CertificateIssuer below = CertificateIssuer.of(
                new CertificateChain(List.of(lasting.certificate(), brief.certificate())),
                lasting.keys().getPrivate(),
                RANDOM);

        X509Certificate identity = below.identity(keys.getPublic(), ID, Moments.DECADE);

        assertThat(CertificateValidity.of(identity)).isEqualTo(Moments.YEAR);
    }

    @Test
    void an_authority_that_ended_issues_nothing() throws Exception {
        CertificateIssuer ended = CertificateIssuer.root(EcKeys.generate(EcCurve.P256), "ended", Moments.PAST, RANDOM);

        assertThatThrownBy(() -> ended.identity(keys.getPublic(), ID, Moments.YEAR))
                .isInstanceOf(IssuanceException.class)
                .hasMessageContaining("renew the authority")
                .hasMessageContaining("ended");
    }

    @Test
    void a_key_on_another_curve_is_not_certified() throws Exception {
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();

        assertThatThrownBy(() -> issuer.identity(rsa.getPublic(), ID, Moments.YEAR))
                .isInstanceOf(IssuanceException.class)
                .hasMessageContaining("P-256");
    }

    @Test
    void serials_are_positive_have_128_bits_and_do_not_repeat() {
        Set<Object> seen = new HashSet<>();

        IntStream.range(0, 200).parallel().mapToObj(i -> issue()).forEach(certificate -> {
            assertThat(certificate.getSerialNumber().signum()).isOne();
            assertThat(certificate.getSerialNumber().bitLength()).isEqualTo(128);
            synchronized (seen) {
                seen.add(certificate.getSerialNumber());
            }
        });

        assertThat(seen).hasSize(200);
    }

    @Test
    void a_key_that_stays_in_its_token_signs_through_its_provider() throws Exception {
        KeyPair own = EcKeys.generate(EcCurve.P256);
        CertificateChain chain = CertificateIssuer.root(own, "in a token", Moments.DECADE, RANDOM)
                .chain();
        Token token = new Token(own.getPrivate());

        X509Certificate identity =
                CertificateIssuer.of(chain, token.key(), RANDOM, token).identity(keys.getPublic(), ID, Moments.YEAR);

        identity.verify(own.getPublic());
        assertThatThrownBy(() -> CertificateIssuer.of(chain, token.key(), RANDOM))
                .isInstanceOf(IssuanceException.class);
    }

    @Test
    void an_issuer_needs_its_own_key_an_authority_and_a_chain_that_links() throws Exception {
        CertificateChain leaf = new CertificateChain(List.of(issuer.identity(keys.getPublic(), ID, Moments.YEAR)));
        CertificateIssuer stranger = CertificateIssuer.root(keys, "stranger", Moments.DECADE, RANDOM);
        CertificateChain broken = new CertificateChain(List.of(stranger.certificate(), root.certificate()));

        assertThatThrownBy(() -> CertificateIssuer.of(root.chain(), keys.getPrivate(), RANDOM))
                .isInstanceOf(IssuanceException.class)
                .hasMessageContaining("pair");
        assertThatThrownBy(() -> CertificateIssuer.of(leaf, keys.getPrivate(), RANDOM))
                .isInstanceOf(IssuanceException.class)
                .hasMessageContaining("may issue others");
        assertThatThrownBy(() -> CertificateIssuer.of(broken, keys.getPrivate(), RANDOM))
                .isInstanceOf(IssuanceException.class)
                .hasMessageContaining("signed by the next");
    }

    @Test
    void any_extended_usage_and_a_missing_one_list_no_purpose() throws Exception {
        TestAuthority authority = TestPki.root("root").mint();
        X509Certificate any = authority
                .device("any")
                .purposes(org.dps4j.testkit.pki.KeyPurpose.ANY)
                .mint()
                .certificate();
        X509Certificate none = authority.device("none").withoutPurposes().mint().certificate();

        assertThat(KeyPurpose.CLIENT_AUTH.isListedIn(any)).isFalse();
        assertThat(KeyPurpose.CLIENT_AUTH.isListedIn(none)).isFalse();
        assertThat(KeyPurpose.CLIENT_AUTH.isListedIn(
                        authority.device("d").mint().certificate()))
                .isTrue();
    }

    private static X509Certificate issue() {
        try {
            return issuer.identity(keys.getPublic(), ID, Moments.YEAR);
        } catch (IssuanceException e) {
            throw new AssertionError(e);
        }
    }

    private static TrustAnchors anchors(CertificateIssuer anchor) {
        return TrustAnchors.of(List.of(anchor.certificate()));
    }

    private static List<Integer> usages(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return IntStream.range(0, usage.length).filter(i -> usage[i]).boxed().toList();
    }

    private static List<KeyPurpose> purposes(X509Certificate certificate) {
        return List.of(KeyPurpose.values()).stream()
                .filter(purpose -> purpose.isListedIn(certificate))
                .toList();
    }

    private static byte[] authorityKey(X509Certificate certificate) throws Exception {
        return new DerReader(certificate.getExtensionValue("2.5.29.35"))
                .enter(DerReader.OCTET_STRING)
                .enter(DerReader.SEQUENCE)
                .content(0x80);
    }

    private static byte[] subjectKey(X509Certificate certificate) throws Exception {
        return new DerReader(certificate.getExtensionValue("2.5.29.14"))
                .enter(DerReader.OCTET_STRING)
                .content(DerReader.OCTET_STRING);
    }
}
