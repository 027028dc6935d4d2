package org.dps4j.testkit.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestPkiTest {

    private static final TestAuthority ROOT = TestPki.root("Root, with a comma").mint();
    private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");

    @Test
    void a_device_below_an_intermediate_has_a_chain_that_ends_at_the_root() {
        TestAuthority intermediate = ROOT.intermediate("Factory").mint();

        TestCertificate device = intermediate.device("device 1").mint();

        assertThat(device.chain()).hasSize(2).contains(intermediate.certificate());
        assertThat(device.root()).isEqualTo(ROOT.certificate());
        assertThat(device.chainWithRoot()).hasSize(3).endsWith(ROOT.certificate());
        assertThatCode(() -> validate(device, NOW)).doesNotThrowAnyException();
    }

    @Test
    void a_device_is_a_tls_client_and_a_server_is_a_tls_server_of_its_names() throws Exception {
        X509Certificate device = ROOT.device("device").mint().certificate();
        X509Certificate server =
                ROOT.server("dps.example", "127.0.0.1", "::1").mint().certificate();

        assertThat(device.getExtendedKeyUsage()).containsExactly(KeyPurpose.CLIENT_AUTH.oid());
        assertThat(device.getBasicConstraints()).isEqualTo(-1);
        assertThat(server.getExtendedKeyUsage()).containsExactly(KeyPurpose.SERVER_AUTH.oid());
        assertThat(server.getSubjectAlternativeNames())
                .containsExactly(List.of(2, "dps.example"), List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"));
    }

    @Test
    void an_identity_has_the_profile_of_an_ocf_cloud() throws Exception {
        UUID id = UUID.fromString("00000000-1111-4222-8333-444444444444");

        X509Certificate identity = ROOT.identity(id).mint().certificate();

        assertThat(identity.getSubjectX500Principal().getName()).isEqualTo("CN=uuid:" + id);
        assertThat(identity.getExtendedKeyUsage())
                .containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2", "1.3.6.1.4.1.44924.1.6");
        assertThat(identity.getKeyUsage()).startsWith(true, false, false, false, true);
    }

    @Test
    void an_expired_certificate_and_one_that_is_not_yet_valid_are_refused_today_but_not_in_their_year()
            throws Exception {
        TestCertificate expired = ROOT.device("old").expired().mint();
        TestCertificate early = ROOT.device("new").notYetValid().mint();

        assertThatThrownBy(() -> validate(expired, NOW)).hasMessageContaining("validity");
        assertThatThrownBy(() -> validate(early, NOW)).hasMessageContaining("validity");
        validate(expired, Instant.parse("2020-06-01T00:00:00Z"));
        validate(early, Instant.parse("2049-06-01T00:00:00Z"));
    }

    @Test
    void purposes_can_be_wrong_chosen_or_absent() throws Exception {
        assertThat(ROOT.device("a").wrongPurpose().mint().certificate().getExtendedKeyUsage())
                .containsExactly(KeyPurpose.CODE_SIGNING.oid());
        assertThat(ROOT.device("b").withoutPurposes().mint().certificate().getExtendedKeyUsage())
                .isNull();
        assertThat(ROOT.device("c")
                        .purposes(KeyPurpose.ANY)
                        .mint()
                        .certificate()
                        .getExtendedKeyUsage())
                .containsExactly("2.5.29.37.0");
    }

    @ParameterizedTest
    @EnumSource
    void the_private_key_belongs_to_the_certificate_unless_it_shall_not(KeyKind kind) throws Exception {
        TestAuthority root = TestPki.root("Root").key(kind).mint();

        TestCertificate right = root.device("right").key(kind).mint();
        TestCertificate wrong = root.device("wrong").key(kind).wrongKey().mint();

        validate(right, NOW);
        validate(wrong, NOW);
        assertThat(keysMatch(right)).isTrue();
        assertThat(keysMatch(wrong)).isFalse();
    }

    @Test
    void a_certificate_can_be_minted_again_for_the_same_keys() {
        KeyPair keys = KeyKind.P256.newKeys();

        X509Certificate first = ROOT.device("d").keys(keys).mint().certificate();
        X509Certificate second = ROOT.device("d").keys(keys).mint().certificate();

        assertThat(second).isNotEqualTo(first);
        assertThat(second.getPublicKey()).isEqualTo(first.getPublicKey()).isEqualTo(keys.getPublic());
    }

    @Test
    void answers_a_signing_request_with_an_identity_of_its_name_and_key() throws Exception {
        KeyPair keys = KeyKind.P256.newKeys();
        TestAuthority issuing = ROOT.intermediate("Issuing").mint();

        List<X509Certificate> chain = issuing.answer(signingRequest(keys, keys));

        assertThat(chain).hasSize(2).endsWith(issuing.certificate());
        assertThat(chain.get(0).getPublicKey()).isEqualTo(keys.getPublic());
        assertThat(chain.get(0).getSubjectX500Principal().getName()).isEqualTo("CN=uuid:abc");
    }

    @Test
    void answers_no_signing_request_that_is_signed_with_another_key() throws Exception {
        String forged = signingRequest(KeyKind.P256.newKeys(), KeyKind.P256.newKeys());

        assertThatThrownBy(() -> ROOT.answer(forged)).hasMessageContaining("not signed with the key it names");
        assertThatThrownBy(() -> ROOT.answer("hello")).hasMessageContaining("expected the PEM text");
    }

    @ParameterizedTest
    @EnumSource
    void writes_private_keys_in_every_format(PrivateKeyFormat format) {
        String pem = ROOT.device("d").mint().privateKeyPem(format);

        assertThat(pem.lines().filter(line -> line.startsWith("-----BEGIN")))
                .containsExactlyElementsOf(
                        switch (format) {
                            case PKCS8 -> List.of("-----BEGIN PRIVATE KEY-----");
                            case TRADITIONAL -> List.of("-----BEGIN EC PRIVATE KEY-----");
                            case TRADITIONAL_WITH_PARAMETERS ->
                                List.of("-----BEGIN EC PARAMETERS-----", "-----BEGIN EC PRIVATE KEY-----");
                            case ENCRYPTED_PKCS8 -> List.of("-----BEGIN ENCRYPTED PRIVATE KEY-----");
                        });
    }

    @Test
    void writes_the_chain_and_the_key_into_files(@TempDir Path directory) throws Exception {
        TestCertificate device =
                ROOT.intermediate("Factory").mint().device("device").mint();

        CertificateFiles files = device.writeTo(directory, "mfg");

        assertThat(files.chain()).hasFileName("mfgcrt.pem");
        assertThat(certificatesIn(files.chain())).containsExactlyElementsOf(device.chain());
        assertThat(files.privateKey()).hasFileName("mfgkey.pem").hasContent(device.privateKeyPem());
        assertThat(Files.getPosixFilePermissions(files.privateKey()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void shows_no_key_as_text() {
        assertThat(ROOT.device("device").mint().toString())
                .isEqualTo("TestCertificate[CN=device, issued by CN=\"Root, with a comma\"]");
    }

    private static void validate(TestCertificate certificate, Instant at) throws GeneralSecurityException {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(certificate.root(), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(at));
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(certificate.chain()), parameters);
    }

    private static boolean keysMatch(TestCertificate certificate) throws GeneralSecurityException {
        String algorithm = KeyKind.signatureAlgorithm(certificate.privateKey());
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(certificate.privateKey());
        signer.update(new byte[] {1, 2, 3});
        byte[] signature = signer.sign();
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(certificate.publicKey());
        verifier.update(new byte[] {1, 2, 3});
        return verifier.verify(signature);
    }

    private static String signingRequest(KeyPair named, KeyPair signing) throws Exception {
        var text = new java.io.StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(new JcaPKCS10CertificationRequestBuilder(new X500Name("CN=uuid:abc"), named.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(signing.getPrivate())));
        }
        return text.toString();
    }

    private static List<X509Certificate> certificatesIn(Path file) throws IOException, GeneralSecurityException {
        try (var in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        }
    }
}
