package org.dps4j.protocol.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTest {

    private static X509Certificate one;
    private static X509Certificate other;

    @BeforeAll
    static void make_two_certificates() throws Exception {
        one = CertificateIssuer.root(EcKeys.generate(EcCurve.P256), "one", Moments.DECADE, new SecureRandom())
                .certificate();
        other = CertificateIssuer.root(EcKeys.generate(EcCurve.P256), "other", Moments.DECADE, new SecureRandom())
                .certificate();
    }

    @ParameterizedTest
    @EnumSource
    void is_read_with_and_without_colons_in_either_case(HashAlgorithm algorithm) throws Exception {
        byte[] digest = MessageDigest.getInstance(algorithm.standardName()).digest(one.getEncoded());
        String plain = HexFormat.of().formatHex(digest);
        String colons = HexFormat.ofDelimiter(":").formatHex(digest);

        for (String text : List.of(plain, colons, plain.toUpperCase(Locale.ROOT), colons.toUpperCase(Locale.ROOT))) {
            assertThat(Fingerprint.parse(algorithm, text)).isEqualTo(Fingerprint.of(algorithm, one));
        }
        assertThat(Fingerprint.of(algorithm, one))
                .hasToString(algorithm.standardName() + " " + colons.toUpperCase(Locale.ROOT));
    }

    @Test
    void matches_its_own_certificate_only() {
        Fingerprint fingerprint = Fingerprint.of(HashAlgorithm.SHA256, one);

        assertThat(fingerprint.matches(one)).isTrue();
        assertThat(fingerprint.matches(other)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ab", "xy", "abc", "ab:", ":ab", "ab::cd", "ab:cdef", "ab cd"})
    void a_text_that_is_no_fingerprint_is_refused(String text) {
        assertThatThrownBy(() -> Fingerprint.parse(HashAlgorithm.SHA256, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fingerprint");
    }

    @Test
    void a_digest_of_another_algorithm_is_refused() {
        String sha384 = Fingerprint.of(HashAlgorithm.SHA384, one).digest().toString();

        assertThatThrownBy(() -> Fingerprint.parse(HashAlgorithm.SHA256, sha384))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 bytes, not 48");
    }
}
