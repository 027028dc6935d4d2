package org.dps4j.device.security.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.payload.credential.CredentialUsage;
import org.dps4j.protocol.payload.credential.RoleId;
import org.dps4j.protocol.payload.credential.Subject;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.Test;

/** Which credentials count when it is judged whether the provisioned ones can be used, and for how long. */
class CredentialCheckTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant YESTERDAY = NOW.minus(Duration.ofDays(1));
    private static final Instant TOMORROW = NOW.plus(Duration.ofDays(1));
    private static final Instant NEXT_YEAR = NOW.plus(Duration.ofDays(365));
    private static final Duration LIMIT = Duration.ofHours(1);
    private static final UUID DEVICE = UUID.randomUUID();
    private static final PublicKey KEY = Deliveries.newKeys().getPublic();
    private static final Optional<String> DPS = Optional.of("dps");
    private static final TestAuthority ROOT =
            TestPki.root("Root").validity(YESTERDAY, NEXT_YEAR.plusSeconds(1)).mint();

    private static List<X509Certificate> chain(Instant intermediateEnd, Instant end) {
        return ROOT.intermediate("Intermediate")
                .validity(YESTERDAY, intermediateEnd)
                .mint()
                .identity(DEVICE)
                .validity(YESTERDAY, end)
                .mintFor(KEY);
    }

    private static CertificateCredential of(
            CredentialUsage usage, List<X509Certificate> certificates, Optional<String> tag) {
        Optional<RoleId> role = usage == CredentialUsage.ROLE_CERTIFICATE
                ? Optional.of(new RoleId("guard", Optional.empty()))
                : Optional.empty();
        return new CertificateCredential(1, new Subject.Anyone(), usage, certificates, Optional.empty(), role, tag);
    }

    private static CertificateCredential identity(Instant end) {
        return of(CredentialUsage.IDENTITY_CERTIFICATE, chain(NEXT_YEAR, end), DPS);
    }

    private static CertificateCredential anchor() {
        return of(CredentialUsage.TRUST_ANCHOR, List.of(ROOT.certificate()), DPS);
    }

    private static CredentialCheck check(DeviceCredential... all) {
        List<DeviceCredential> numbered = IntStream.range(0, all.length)
                .mapToObj(i -> all[i].withId(i + 1))
                .toList();
        return CredentialCheck.of(new Credentials(numbered), NOW, LIMIT);
    }

    private static void assertUnusable(CredentialCheck check, String found) {
        assertThat(check)
                .isInstanceOfSatisfying(
                        CredentialCheck.Unusable.class,
                        unusable -> assertThat(unusable.found()).contains(found));
    }

    @Test
    void the_first_of_all_ends_counts() {
        assertThat(check(identity(TOMORROW), anchor())).isEqualTo(new CredentialCheck.Usable(YESTERDAY, TOMORROW));
        assertThat(check(identity(NEXT_YEAR), identity(TOMORROW), anchor()))
                .isEqualTo(new CredentialCheck.Usable(YESTERDAY, TOMORROW));
        assertThat(check(
                        identity(NEXT_YEAR.plusSeconds(9)),
                        anchor(),
                        of(
                                CredentialUsage.TRUST_ANCHOR,
                                List.of(TestPki.root("Other")
                                        .validity(YESTERDAY, TOMORROW)
                                        .mint()
                                        .certificate()),
                                DPS)))
                .isEqualTo(new CredentialCheck.Usable(YESTERDAY, TOMORROW));
    }

    @Test
    void every_certificate_of_an_identity_counts_those_between_it_and_the_root_too() {
        CertificateCredential shortLived = of(CredentialUsage.IDENTITY_CERTIFICATE, chain(TOMORROW, NEXT_YEAR), DPS);
        CertificateCredential ended =
                of(CredentialUsage.IDENTITY_CERTIFICATE, chain(NOW.minusSeconds(1), NEXT_YEAR), DPS);

        assertThat(check(shortLived, anchor())).isEqualTo(new CredentialCheck.Usable(YESTERDAY, TOMORROW));
        assertUnusable(check(ended, anchor()), "expired at");
    }

    @Test
    void of_a_trust_anchor_the_first_certificate_counts() {
        X509Certificate ended = TestPki.root("Old")
                .validity(YESTERDAY.minusSeconds(60), YESTERDAY)
                .mint()
                .certificate();

        assertThat(check(identity(TOMORROW), of(CredentialUsage.TRUST_ANCHOR, List.of(ROOT.certificate(), ended), DPS)))
                .isInstanceOf(CredentialCheck.Usable.class);
        assertUnusable(
                check(identity(TOMORROW), of(CredentialUsage.TRUST_ANCHOR, List.of(ended, ROOT.certificate()), DPS)),
                "expired at");
    }

    @Test
    void what_has_another_tag_or_none_does_not_count() {
        for (Optional<String> tag : List.of(Optional.<String>empty(), Optional.of("mine"), Optional.of("DPS"))) {
            CertificateCredential foreign =
                    of(CredentialUsage.IDENTITY_CERTIFICATE, chain(NEXT_YEAR, YESTERDAY.plusSeconds(1)), tag);

            assertThat(check(foreign, identity(TOMORROW), anchor()))
                    .isEqualTo(new CredentialCheck.Usable(YESTERDAY, TOMORROW));
            assertUnusable(check(foreign, anchor()), "no identity certificate");
            assertUnusable(
                    check(identity(TOMORROW), of(CredentialUsage.TRUST_ANCHOR, List.of(ROOT.certificate()), tag)),
                    "no trust anchor");
        }
    }

    @Test
    void shared_keys_roles_and_the_manufacturers_certificates_do_not_count() {
        PresharedKeyCredential shared =
                new PresharedKeyCredential(1, new Subject.Device(DEVICE), Secret.ofBytes(new byte[16]), DPS);
        List<X509Certificate> ended = chain(NEXT_YEAR, YESTERDAY.plusSeconds(1));
        CertificateCredential role = of(CredentialUsage.ROLE_CERTIFICATE, ended, DPS);
        CertificateCredential manufacturer = of(CredentialUsage.MANUFACTURER_CERTIFICATE, ended, DPS);

        assertThat(check(shared, role, manufacturer, identity(TOMORROW), anchor()))
                .isEqualTo(new CredentialCheck.Usable(YESTERDAY, TOMORROW));
        assertUnusable(check(shared, role, manufacturer, anchor()), "no identity certificate");
    }

    @Test
    void what_is_not_valid_yet_has_ended_or_is_about_to_end_is_told_apart_and_stays_where_it_is() {
        CertificateCredential later = of(
                CredentialUsage.IDENTITY_CERTIFICATE,
                ROOT.identity(DEVICE).validity(NOW.plusSeconds(1), NEXT_YEAR).mintFor(KEY),
                DPS);
        Credentials before = new Credentials(List.of(identity(NOW.minusSeconds(1)), anchor().withId(2)));

        assertUnusable(check(later, anchor()), "not valid before");
        assertUnusable(check(identity(NOW.plus(LIMIT).minusSeconds(1)), anchor()), "expiring at");
        assertUnusable(CredentialCheck.of(before, NOW, LIMIT), "expired at");
        assertThat(before.identity(DeviceKey.generate(new SecureRandom()))).isPresent();
    }

    @Test
    void when_the_youngest_identity_begins_is_known() {
        CertificateCredential younger = of(
                CredentialUsage.IDENTITY_CERTIFICATE,
                ROOT.identity(DEVICE).validity(NOW.minusSeconds(5), NEXT_YEAR).mintFor(KEY),
                DPS);

        assertThat(check(identity(NEXT_YEAR), younger, anchor()))
                .isEqualTo(new CredentialCheck.Usable(NOW.minusSeconds(5), NEXT_YEAR));
    }
}
