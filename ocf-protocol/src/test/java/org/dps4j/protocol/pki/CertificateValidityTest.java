package org.dps4j.protocol.pki;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateValidityTest {

    private static final CertificateValidity DAY =
            new CertificateValidity(Instant.parse("2026-03-01T00:00:00Z"), Instant.parse("2026-03-02T00:00:00Z"));

    @ParameterizedTest
    @CsvSource({
        "2026-02-28T23:59:59Z, NOT_YET_VALID",
        "2026-03-01T00:00:00Z, VALID",
        "2026-03-01T23:00:00Z, VALID",
        "2026-03-01T23:00:01Z, EXPIRING",
        "2026-03-02T00:00:00Z, EXPIRING",
        "2026-03-02T00:00:01Z, EXPIRED"
    })
    void with_a_limit_of_one_hour_the_state_is(Instant now, ValidityState expected) {
        assertThat(DAY.stateAt(now, Duration.ofHours(1))).isEqualTo(expected);
    }

    @Test
    void with_a_limit_of_zero_nothing_is_ever_expiring() {
        assertThat(DAY.stateAt(DAY.notAfter(), Duration.ZERO)).isEqualTo(ValidityState.VALID);
    }

    @Test
    void the_midpoint_lies_halfway() {
        assertThat(DAY.midpoint()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
    }

    @Test
    void is_kept_to_the_second() {
        CertificateValidity validity =
                CertificateValidity.lasting(DAY.notBefore().plusMillis(999), Duration.ofMillis(1500));

        assertThat(validity)
                .isEqualTo(
                        new CertificateValidity(DAY.notBefore(), DAY.notBefore().plusSeconds(2)));
    }

    @Test
    void an_end_before_the_beginning_or_after_the_year_9999_is_refused() {
        assertThatThrownBy(() -> new CertificateValidity(DAY.notAfter(), DAY.notBefore()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CertificateValidity(DAY.notBefore(), Instant.parse("+10000-01-01T00:00:00Z")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_end_that_its_time_zone_carries_beyond_the_year_9999_counts_as_the_end_of_that_year() throws Exception {
        KeyPair keys = EcKeys.generate(EcCurve.P256);
        X500Name name = new X500Name("CN=late");
        Time begin = new Time(new DERGeneralizedTime("20260301000000Z"));
        Time end = new Time(new DERGeneralizedTime("99991231235959-0100"));
        byte[] late = new X509v3CertificateBuilder(
                        name,
                        BigInteger.ONE,
                        begin,
                        end,
                        name,
                        SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()))
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()))
                .getEncoded();
        X509Certificate certificate = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(late));
        assertThat(certificate.getNotAfter()).isAfter(Instant.parse("9999-12-31T23:59:59Z"));

        assertThat(CertificateValidity.of(certificate))
                .isEqualTo(new CertificateValidity(DAY.notBefore(), Instant.parse("9999-12-31T23:59:59Z")));
    }
}
