package org.dps4j.protocol.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.dps4j.testkit.pki.KeyKind;
import org.dps4j.testkit.pki.PrivateKeyFormat;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemPrivateKeyTest {

    @ParameterizedTest
    @EnumSource
    void a_pkcs8_key_comes_back(EcCurve curve) throws Exception {
        PrivateKey key = EcKeys.generate(curve).getPrivate();

        assertThat(Pem.privateKey(Pem.encode(key))).isEqualTo(key);
    }

    @ParameterizedTest
    @EnumSource
    void a_sec1_key_is_read_with_and_without_its_public_key(EcCurve curve) throws Exception {
        KeyPair keys = EcKeys.generate(curve);

        for (byte[] der : new byte[][] {sec1(keys, curve, true), sec1(keys, curve, false)}) {
            PrivateKey read = Pem.privateKey(PemBlock.write("EC PRIVATE KEY", der));

            assertThat(KeyMatch.matches(read, keys.getPublic())).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_sec1_key_is_read_behind_a_block_with_its_parameters(EcCurve curve) throws Exception {
        KeyPair keys = EcKeys.generate(curve);
        byte[] curveOid = new ASN1ObjectIdentifier(curve.oid()).getEncoded();
        byte[] bare = new org.bouncycastle.asn1.sec.ECPrivateKey(bits(curve), scalar(keys)).getEncoded();
        String parameters = PemBlock.write("EC PARAMETERS", curveOid);

        for (byte[] der : new byte[][] {sec1(keys, curve, true), bare}) {
            PrivateKey read = Pem.privateKey(parameters + PemBlock.write("EC PRIVATE KEY", der));

            assertThat(KeyMatch.matches(read, keys.getPublic())).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_sec1_key_that_does_not_name_its_curve_is_known_by_its_size(EcCurve curve) throws Exception {
        KeyPair keys = EcKeys.generate(curve);
        byte[] bare = new org.bouncycastle.asn1.sec.ECPrivateKey(bits(curve), scalar(keys)).getEncoded();

        PrivateKey read = Pem.privateKey(PemBlock.write("EC PRIVATE KEY", bare));

        assertThat(KeyMatch.matches(read, keys.getPublic())).isTrue();
    }

    @Test
    void an_rsa_key_is_read_as_pkcs8_only() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        PrivateKey key = generator.generateKeyPair().getPrivate();

        assertThat(Pem.privateKey(Pem.encode(key))).isEqualTo(key);
        assertThatThrownBy(() -> Pem.privateKey(PemBlock.write("RSA PRIVATE KEY", new byte[] {0x30, 0})))
                .isInstanceOf(PemException.class)
                .hasMessageContaining("openssl pkcs8 -topk8");
    }

    @ParameterizedTest
    @EnumSource(names = "ENCRYPTED_PKCS8", mode = EnumSource.Mode.EXCLUDE)
    void the_keys_another_implementation_writes_are_read(PrivateKeyFormat format) throws Exception {
        for (KeyKind kind : new KeyKind[] {KeyKind.P256, KeyKind.P384}) {
            TestCertificate other = TestPki.selfSigned("other").key(kind).mint();

            assertThat(KeyMatch.matches(Pem.privateKey(other.privateKeyPem(format)), other.certificate()))
                    .isTrue();
        }
    }

    @Test
    void a_key_is_found_beside_certificates_and_text() throws Exception {
        KeyPair keys = EcKeys.generate(EcCurve.P256);
        CertificateIssuer issuer = CertificateIssuer.root(keys, "root", Moments.DECADE, new SecureRandom());
        String pem = "first\n" + Pem.encode(issuer.certificate()) + Pem.encode(keys.getPrivate()) + "last\n";

        assertThat(Pem.privateKey(pem)).isEqualTo(keys.getPrivate());
    }

    @Test
    void an_encrypted_key_gets_its_own_message_and_remedy() {
        String pkcs8 = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n";
        String sec1 = "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00112233\n\n"
                + "c2VjcmV0\n-----END EC PRIVATE KEY-----\n";
        String real = TestPki.selfSigned("other").mint().privateKeyPem(PrivateKeyFormat.ENCRYPTED_PKCS8);

        for (String pem : new String[] {pkcs8, sec1, real}) {
            assertThatThrownBy(() -> Pem.privateKey(pem))
                    .isInstanceOf(PemException.class)
                    .hasMessageContaining("found an encrypted one")
                    .hasMessageContaining("openssl pkey");
        }
    }

    @Test
    void a_key_on_another_curve_or_of_another_algorithm_is_refused() throws Exception {
        KeyPairGenerator ec = KeyPairGenerator.getInstance("EC");
        ec.initialize(new ECGenParameterSpec("secp521r1"));
        PrivateKey p521 = ec.generateKeyPair().getPrivate();
        PrivateKey edwards =
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate();

        assertThatThrownBy(() -> Pem.privateKey(Pem.encode(p521)))
                .isInstanceOf(PemException.class)
                .hasMessageContaining("another curve");
        assertThatThrownBy(() -> Pem.privateKey(Pem.encode(edwards)))
                .isInstanceOf(PemException.class)
                .hasMessageContaining("another algorithm");
    }

    @Test
    void two_keys_in_one_text_are_refused() {
        String pem = Pem.encode(EcKeys.generate(EcCurve.P256).getPrivate());

        assertThatThrownBy(() -> Pem.privateKey(pem + pem))
                .isInstanceOf(PemException.class)
                .hasMessageContaining("2 private keys");
    }

    @Test
    void a_scalar_out_of_range_is_refused() throws Exception {
        BigInteger order = EcKeys.parameters(EcCurve.P256).getOrder();

        for (BigInteger scalar : new BigInteger[] {BigInteger.ZERO, order}) {
            byte[] der = new org.bouncycastle.asn1.sec.ECPrivateKey(
                            256, scalar, new ASN1ObjectIdentifier(EcCurve.P256.oid()))
                    .getEncoded();
            assertThatThrownBy(() -> Pem.privateKey(PemBlock.write("EC PRIVATE KEY", der)))
                    .isInstanceOf(PemException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRIVATE KEY", "EC PRIVATE KEY"})
    void content_cut_anywhere_is_refused(String label) throws Exception {
        KeyPair keys = EcKeys.generate(EcCurve.P256);
        byte[] der = label.startsWith("EC")
                ? sec1(keys, EcCurve.P256, true)
                : keys.getPrivate().getEncoded();

        for (int length = 0; length < der.length; length++) {
            String cut = PemBlock.write(label, Arrays.copyOf(der, length));
            assertThatThrownBy(() -> Pem.privateKey(cut)).isInstanceOf(PemException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRIVATE KEY", "EC PRIVATE KEY"})
    void a_changed_byte_leads_to_a_key_or_to_an_error_that_shows_nothing_of_it(String label) throws Exception {
        KeyPair keys = EcKeys.generate(EcCurve.P256);
        byte[] der = label.startsWith("EC")
                ? sec1(keys, EcCurve.P256, true)
                : keys.getPrivate().getEncoded();
        String hex = scalar(keys).toString(16);

        for (int i = 0; i < der.length; i++) {
            for (int bit : new int[] {0x01, 0x80, 0xFF}) {
                byte[] changed = der.clone();
                changed[i] ^= (byte) bit;
                String pem = PemBlock.write(label, changed);
                try {
                    assertThat(Pem.privateKey(pem).getAlgorithm()).isEqualTo("EC");
                } catch (PemException e) {
                    assertThat(e).hasNoCause();
                    assertThat(e.getMessage())
                            .doesNotContain(hex.substring(0, 8))
                            .doesNotContain(
                                    Base64.getEncoder().encodeToString(changed).substring(0, 12));
                }
            }
        }
    }

    @Test
    void a_key_that_does_not_leave_its_token_is_not_encoded() {
        Token token = new Token(EcKeys.generate(EcCurve.P256).getPrivate());

        assertThatThrownBy(() -> Pem.encode(token.key()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not leave");
    }

    private static byte[] sec1(KeyPair keys, EcCurve curve, boolean withPublicKey) throws Exception {
        ASN1ObjectIdentifier parameters = new ASN1ObjectIdentifier(curve.oid());
        DERBitString point = new DERBitString(
                SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded())
                        .getPublicKeyData()
                        .getOctets());
        return (withPublicKey
                        ? new org.bouncycastle.asn1.sec.ECPrivateKey(bits(curve), scalar(keys), point, parameters)
                        : new org.bouncycastle.asn1.sec.ECPrivateKey(bits(curve), scalar(keys), parameters))
                .getEncoded();
    }

    private static int bits(EcCurve curve) {
        return EcKeys.parameters(curve).getOrder().bitLength();
    }

    private static BigInteger scalar(KeyPair keys) {
        return ((ECPrivateKey) keys.getPrivate()).getS();
    }
}
