package org.dps4j.protocol.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.UUID;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateSigningRequestTest {

    private static final String NAME = OcfIdentity.commonName(UUID.fromString("0abc1234-aaaa-4bbb-8ccc-0123456789ab"));

    private static KeyPair keys;

    @BeforeAll
    static void make_keys() {
        keys = EcKeys.generate(EcCurve.P256);
    }

    @ParameterizedTest
    @EnumSource
    void another_implementation_reads_and_verifies_what_we_create(EcCurve curve) throws Exception {
        KeyPair own = EcKeys.generate(curve);

        PKCS10CertificationRequest read = new PKCS10CertificationRequest(
                CertificateSigningRequest.create(own, NAME).toDer());

        assertThat(read.getSubject()).hasToString("CN=" + NAME);
        assertThat(read.getSubject().getRDNs()).hasSize(1);
        assertThat(read.getAttributes()).isEmpty();
        assertThat(read.getSubjectPublicKeyInfo().getEncoded())
                .isEqualTo(own.getPublic().getEncoded());
        assertThat(read.getSignatureAlgorithm().getAlgorithm().getId()).isEqualTo("1.2.840.10045.4.3.2");
        assertThat(read.isSignatureValid(new JcaContentVerifierProviderBuilder().build(own.getPublic())))
                .isTrue();
        assertThat(read.getEncoded()).isEqualTo(read.toASN1Structure().getEncoded("DER"));
    }

    @ParameterizedTest
    @EnumSource
    void what_we_create_fits_the_buffer_of_a_device_and_comes_back(EcCurve curve) throws Exception {
        KeyPair own = EcKeys.generate(curve);
        CertificateSigningRequest created = CertificateSigningRequest.create(own, NAME);

        CertificateSigningRequest read = CertificateSigningRequest.parse(created.toPem());

        assertThat(created.toPem()).hasSizeLessThan(1024);
        assertThat(read.commonName()).isEqualTo(NAME).isEqualTo(created.commonName());
        assertThat(read.publicKey()).isEqualTo(own.getPublic()).isEqualTo(created.publicKey());
        assertThat(read.subject()).isEqualTo(created.subject());
        assertThat(read.requestedExtensions()).isEmpty();
        assertThat(read.toDer()).isEqualTo(created.toDer());
    }

    @Test
    void the_request_of_a_real_c_device_is_read() throws Exception {
        CertificateSigningRequest read = CertificateSigningRequest.parse("""
                -----BEGIN CERTIFICATE REQUEST-----
                MIHvMIGWAgEAMDQxMjAwBgNVBAMMKXV1aWQ6NTYwNzMyZGYtZTczMy00MThkLTRk
                NjMtMzQwMWMxMjk4Nzk0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEc8cCNeU6
                YMg8Ma0RL6cehuB4LpjWu9b/rQdQsgKdpok06DJuzLd0HwSxn5PmSmr5XdJqYMiw
                Bug4iAOyB0nUpaAAMAoGCCqGSM49BAMCA0gAMEUCIQDNwvLHOVda/ffx9/Hv/KW5
                X5sPS8qzffUnfa7MMYwDHgIgKymSg6t/5ABEq/jbb7mVz8qnVbdROIVjT6vUxIEN
                q/A=
                -----END CERTIFICATE REQUEST-----
                """);

        assertThat(OcfIdentity.idOf(read.commonName()))
                .contains(UUID.fromString("560732df-e733-418d-4d63-3401c1298794"));
        assertThat(EcCurve.of(read.publicKey())).contains(EcCurve.P256);
        assertThat(read.requestedExtensions()).isEmpty();
    }

    @Test
    void the_signature_is_verified_by_the_provider_of_the_caller() throws Exception {
        String pem = CertificateSigningRequest.create(keys, NAME).toPem();

        assertThat(CertificateSigningRequest.parse(pem, java.security.Security.getProvider("SunEC"))
                        .commonName())
                .isEqualTo(NAME);
    }

    @Test
    void a_subject_of_several_names_and_requested_extensions_are_visible() throws Exception {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        JcaPKCS10CertificationRequestBuilder builder = builder("O=somebody,CN=" + NAME, keys);
        builder.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());

        CertificateSigningRequest read = CertificateSigningRequest.parse(pem(builder, keys, "SHA384withECDSA"));

        assertThat(read.commonName()).isEqualTo(NAME);
        assertThat(read.subject().getName()).contains("O=somebody");
        assertThat(read.requestedExtensions()).containsExactly("2.5.29.19");
    }

    @ParameterizedTest
    @ValueSource(strings = {"O=somebody", "CN=one,CN=other", "CN=one+CN=other", "CN="})
    void a_subject_without_exactly_one_common_name_is_refused(String subject) throws Exception {
        String pem = pem(builder(subject, keys), keys, "SHA256withECDSA");

        assertThatThrownBy(() -> CertificateSigningRequest.parse(pem))
                .isInstanceOf(CsrException.class)
                .hasMessageContaining("one common name");
    }

    @Test
    void a_common_name_too_long_or_with_control_characters_is_refused() throws Exception {
        for (String name : new String[] {"x".repeat(65), "uuid:\\0Aforged log line"}) {
            String pem = pem(builder("CN=" + name, keys), keys, "SHA256withECDSA");
            assertThatThrownBy(() -> CertificateSigningRequest.parse(pem)).isInstanceOf(CsrException.class);
        }
    }

    @Test
    void a_key_on_another_curve_or_of_another_algorithm_is_refused() throws Exception {
        KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
        ec.initialize(new ECGenParameterSpec("secp521r1"));
        KeyPair p521 = ec.generateKeyPair();
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        String one = pem(builder("CN=" + NAME, p521), p521, "SHA256withECDSA");
        String other = pem(builder("CN=" + NAME, rsa), rsa, "SHA256withRSA");

        for (String pem : new String[] {one, other}) {
            assertThatThrownBy(() -> CertificateSigningRequest.parse(pem))
                    .isInstanceOf(CsrException.class)
                    .hasMessageContaining("P-256 or P-384");
        }
    }

    @Test
    void a_signature_by_another_key_or_with_a_weak_hash_is_refused() throws Exception {
        String foreign = pem(builder("CN=" + NAME, keys), EcKeys.generate(EcCurve.P256), "SHA256withECDSA");
        String weak = pem(builder("CN=" + NAME, keys), keys, "SHA1withECDSA");

        assertThatThrownBy(() -> CertificateSigningRequest.parse(foreign))
                .isInstanceOf(CsrException.class)
                .hasMessageContaining("does not verify");
        assertThatThrownBy(() -> CertificateSigningRequest.parse(weak))
                .isInstanceOf(CsrException.class)
                .hasMessageContaining("sign the request with SHA-256");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "-----BEGIN CERTIFICATE REQUEST-----\n-----END CERTIFICATE REQUEST-----\n",
                "-----BEGIN CERTIFICATE REQUEST-----\nMAA=\n-----END CERTIFICATE REQUEST-----\n",
                "-----BEGIN CERTIFICATE REQUEST-----\nMIAAAA==\n-----END CERTIFICATE REQUEST-----\n",
                "-----BEGIN CERTIFICATE REQUEST-----\nAgEA\n-----END CERTIFICATE REQUEST-----\n",
                "-----BEGIN CERTIFICATE REQUEST-----\nMAkwADAAAwIAAA==\n-----END CERTIFICATE REQUEST-----\n",
                "-----BEGIN CERTIFICATE REQUEST-----\n****\n-----END CERTIFICATE REQUEST-----\n",
                "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----\n"
            })
    void a_text_that_is_no_request_is_refused(String pem) {
        assertThatThrownBy(() -> CertificateSigningRequest.parse(pem))
                .isInstanceOf(CsrException.class)
                .hasMessageMatching("expected .+, found .+; .+");
    }

    @Test
    void two_requests_and_a_text_too_long_are_refused() throws Exception {
        String pem = CertificateSigningRequest.create(keys, NAME).toPem();

        assertThatThrownBy(() -> CertificateSigningRequest.parse(pem + pem))
                .isInstanceOf(CsrException.class)
                .hasMessageContaining("2 of them");
        assertThatThrownBy(() -> CertificateSigningRequest.parse(pem + "\n".repeat(8192)))
                .isInstanceOf(CsrException.class)
                .hasMessageContaining("at most 8192");
    }

    @Test
    void a_request_cut_or_changed_anywhere_is_refused() throws Exception {
        byte[] der = CertificateSigningRequest.create(keys, NAME).toDer();

        for (int i = 0; i < der.length; i++) {
            assertRefused(i, Arrays.copyOf(der, i));
            for (int bit : new int[] {0x01, 0x02, 0x20, 0x80, 0xFF}) {
                byte[] changed = der.clone();
                changed[i] ^= (byte) bit;
                assertRefused(i, changed);
            }
        }
        assertRefused(der.length, Arrays.copyOf(der, der.length + 1));
    }

    private static void assertRefused(int at, byte[] der) {
        String pem = PemBlock.write("CERTIFICATE REQUEST", der);
        assertThat(catchThrowable(() -> CertificateSigningRequest.parse(pem)))
                .as("changed or cut at byte %d", at)
                .isInstanceOf(CsrException.class);
    }

    @Test
    void a_request_is_not_created_for_a_name_or_keys_that_cannot_be_certified() throws Exception {
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();

        for (String name : new String[] {"", "x".repeat(65)}) {
            assertThatThrownBy(() -> CertificateSigningRequest.create(keys, name))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> CertificateSigningRequest.create(rsa, NAME))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_private_key_nobody_can_sign_with_is_named_as_the_cause() {
        KeyPair unusable = new KeyPair(keys.getPublic(), new Token(keys.getPrivate()).key());

        assertThatThrownBy(() -> CertificateSigningRequest.create(unusable, NAME))
                .isInstanceOf(CsrException.class)
                .hasMessageContaining("InvalidKeyException");
    }

    private static JcaPKCS10CertificationRequestBuilder builder(String subject, KeyPair keys) {
        return new JcaPKCS10CertificationRequestBuilder(new X500Name(subject), keys.getPublic());
    }

    private static String pem(JcaPKCS10CertificationRequestBuilder builder, KeyPair signer, String algorithm)
            throws Exception {
        return PemBlock.write(
                "CERTIFICATE REQUEST",
                builder.build(new JcaContentSignerBuilder(algorithm).build(signer.getPrivate()))
                        .getEncoded());
    }
}
