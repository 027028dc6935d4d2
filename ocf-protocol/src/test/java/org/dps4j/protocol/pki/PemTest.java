package org.dps4j.protocol.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {

    private static X509Certificate root;
    private static X509Certificate intermediate;

    @BeforeAll
    static void make_two_certificates() throws Exception {
        CertificateIssuer issuer =
                CertificateIssuer.root(EcKeys.generate(EcCurve.P256), "root", Moments.DECADE, new SecureRandom());
        root = issuer.certificate();
        intermediate = issuer.intermediate(EcKeys.generate(EcCurve.P256), "below", Moments.YEAR)
                .certificate();
    }

    @Test
    void certificates_come_back_in_their_order() throws Exception {
        assertThat(Pem.certificates(Pem.encode(List.of(intermediate, root)))).containsExactly(intermediate, root);
    }

    @Test
    void text_around_the_blocks_and_blocks_of_another_kind_are_skipped() throws Exception {
        String pem = "\n\nCertificate:\n    Data: CN=below\n" + Pem.encode(intermediate) + "between\n"
                + PemBlock.write("DH PARAMETERS", new byte[] {0x30, 0}) + Pem.encode(root) + "\n\ntrailing text";

        assertThat(Pem.certificates(pem)).containsExactly(intermediate, root);
    }

    @Test
    void line_ends_of_either_kind_and_spaces_at_the_end_are_read() throws Exception {
        assertThat(Pem.certificates(Pem.encode(root).replace("\n", "\r\n"))).containsExactly(root);
        assertThat(Pem.certificates(Pem.encode(root).replace("\n", "  \n"))).containsExactly(root);
        assertThat(Pem.certificates(Pem.encode(root).stripTrailing())).containsExactly(root);
    }

    @Test
    void lines_are_no_longer_than_64_characters() {
        assertThat(Pem.encode(root).lines()).allMatch(line -> line.length() <= 64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "no pem at all",
                "-----BEGIN CERTIFICATE-----",
                "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\nAAAA\n",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----BEGIN CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\nAAA\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\nMIIC\n-----END CERTIFICATE-----\n",
                "-----BEGIN CERTIFICATE-----\nMIAAAA==\n-----END CERTIFICATE-----\n",
                "-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----\n",
                "-----BEGIN -----\nAAAA\n-----END -----\n",
                "-----BEGIN-----\n"
            })
    void a_text_without_a_whole_certificate_is_refused(String pem) {
        assertThatThrownBy(() -> Pem.certificates(pem))
                .isInstanceOf(PemException.class)
                .hasMessageMatching("expected .+, found .+; .+");
    }

    @Test
    void the_message_says_what_stands_there_instead() {
        PemException e = catchThrowableOfType(
                PemException.class,
                () -> Pem.certificates(Pem.encode(EcKeys.generate(EcCurve.P256).getPrivate())));

        assertThat(e.expected()).isEqualTo("a block CERTIFICATE");
        assertThat(e.found()).isEqualTo("a block PRIVATE KEY");
        assertThat(e.remedy()).contains("right file");
    }

    @Test
    void a_label_from_outside_is_shown_short_and_plain() {
        String label = "\u001b[31m" + "X".repeat(1000);

        assertThatThrownBy(() -> Pem.certificates("-----BEGIN " + label + "-----\n"))
                .isInstanceOf(PemException.class)
                .message()
                .doesNotContain("\u001b")
                .hasSizeLessThan(200);
    }

    @Test
    void sixteen_certificates_are_read_and_seventeen_are_not() throws Exception {
        assertThat(Pem.certificates(Pem.encode(Collections.nCopies(16, root)))).hasSize(16);
        assertThatThrownBy(() -> Pem.certificates(Pem.encode(Collections.nCopies(17, root))))
                .isInstanceOf(PemException.class)
                .hasMessageContaining("at most 16");
    }

    @Test
    void a_text_longer_than_64_kib_is_not_looked_at() throws Exception {
        String pem = Pem.encode(root);
        String filled = pem + " ".repeat(Pem.MAX_LENGTH - pem.length());

        assertThat(Pem.certificates(filled)).containsExactly(root);
        assertThatThrownBy(() -> Pem.certificates(filled + " "))
                .isInstanceOf(PemException.class)
                .hasMessageContaining("65537 characters");
    }

    @Test
    void a_text_cut_anywhere_is_refused() {
        String pem = Pem.encode(root).stripTrailing();

        for (int length = 0; length < pem.length(); length++) {
            String cut = pem.substring(0, length);
            assertThatThrownBy(() -> Pem.certificates(cut)).isInstanceOf(PemException.class);
        }
    }

    @Test
    void content_cut_anywhere_or_with_something_behind_it_is_refused() throws Exception {
        byte[] der = root.getEncoded();

        for (int length = 0; length < der.length; length++) {
            String cut = PemBlock.write("CERTIFICATE", Arrays.copyOf(der, length));
            assertThatThrownBy(() -> Pem.certificates(cut)).isInstanceOf(PemException.class);
        }
        String longer = PemBlock.write("CERTIFICATE", Arrays.copyOf(der, der.length + 1));
        assertThatThrownBy(() -> Pem.certificates(longer)).isInstanceOf(PemException.class);
    }

    @Test
    void a_changed_byte_leads_to_another_certificate_or_to_the_typed_error() throws Exception {
        byte[] der = root.getEncoded();

        for (int i = 0; i < der.length; i++) {
            for (int bit : new int[] {0x01, 0x80, 0xFF}) {
                byte[] changed = der.clone();
                changed[i] ^= (byte) bit;
                try {
                    assertThat(Pem.certificates(PemBlock.write("CERTIFICATE", changed)))
                            .doesNotContain(root);
                } catch (PemException e) {
                    assertThat(e).hasNoCause();
                }
            }
        }
    }
}
