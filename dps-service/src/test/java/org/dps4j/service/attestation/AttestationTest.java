package org.dps4j.service.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dps4j.loop.VirtualLoop;
import org.dps4j.protocol.coap.Attachments;
import org.dps4j.protocol.pki.OcfIdentity;
import org.dps4j.service.attestation.Verdict.Accepted;
import org.dps4j.service.attestation.Verdict.Refused;
import org.dps4j.service.enrollment.EnrollmentGroup;
import org.dps4j.service.enrollment.TestGroups;
import org.dps4j.testkit.pki.KeyPurpose;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AttestationTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private final TestAuthority root = TestPki.root("Manufacturer").mint();
    private final TestAuthority factory = root.intermediate("Factory 1").mint();
    private final TestAuthority line = factory.intermediate("Line 1").mint();

    @Test
    void a_device_of_a_group_is_accepted_and_known_by_its_key() {
        TestCertificate device = factory.device("device 1").mint();

        Accepted accepted = accepted(decide(device, TestGroups.of("g", factory)));

        assertThat(accepted.group().name()).isEqualTo("g");
        assertThat(accepted.recordId()).isEqualTo(OcfIdentity.manufacturerUuid(device.publicKey()));
    }

    @Test
    void a_foreign_authority_is_refused_with_the_reason_of_each_group() {
        TestCertificate stranger =
                TestPki.root("Manufacturer").mint().device("device 1").mint();

        Refused refused = refused(decide(stranger, TestGroups.of("a", factory), TestGroups.of("b", root)));

        assertThat(refused.reason()).isEqualTo("no enrollment group trusts the chain");
        assertThat(refused.groups()).extracting(its -> its.group().name()).containsExactly("a", "b");
        assertThat(refused.groups()).allSatisfy(its -> assertThat(its.reason()).isNotBlank());
    }

    @Test
    void roots_that_the_device_sends_are_not_trusted() {
        TestAuthority own = TestPki.root("Own").mint();
        TestCertificate device = own.device("device 1").mint();

        assertThat(attestation(TestGroups.of("g", factory)).decide(device.chainWithRoot(), NOW))
                .isInstanceOf(Refused.class);
    }

    @Test
    void intermediates_that_the_device_sends_may_lead_to_the_group() {
        TestCertificate device = line.device("device 1").mint();
        EnrollmentGroup group = TestGroups.of("g", root);

        assertThat(attestation(group).decide(device.chain(), NOW)).isInstanceOf(Accepted.class);
        assertThat(attestation(group).decide(List.of(device.certificate()), NOW))
                .isInstanceOf(Refused.class);
    }

    @Test
    void a_leaf_alone_is_enough_where_the_group_has_its_issuer() {
        TestCertificate device = factory.device("device 1").mint();

        assertThat(attestation(TestGroups.of("g", factory)).decide(List.of(device.certificate()), NOW))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void of_two_groups_the_one_whose_lead_is_closest_to_the_device_wins_in_any_order() {
        TestCertificate device = line.device("device 1").mint();
        EnrollmentGroup wide = TestGroups.of("wide", root);
        EnrollmentGroup narrow = TestGroups.of("narrow", line);

        assertThat(accepted(decide(device, wide, narrow)).group().name()).isEqualTo("narrow");
        assertThat(accepted(decide(device, narrow, wide)).group().name()).isEqualTo("narrow");
    }

    @Test
    void a_lead_that_is_not_the_first_of_the_chain_is_found_too() {
        EnrollmentGroup group = TestGroups.withLead(TestGroups.of("g", line), factory.certificate());
        TestCertificate ofTheLine = line.device("device 1").mint();
        TestCertificate ofTheFactory = factory.device("device 2").mint();

        assertThat(decide(ofTheLine, group)).isInstanceOf(Accepted.class);
        assertThat(decide(ofTheFactory, group)).isInstanceOf(Accepted.class);
    }

    @Test
    void a_chain_that_goes_past_the_lead_is_refused() {
        TestCertificate ofAnotherFactory =
                root.intermediate("Factory 2").mint().device("device 1").mint();

        Refused refused = refused(decide(ofAnotherFactory, TestGroups.of("g", factory)));

        assertThat(refused.groups().get(0).reason()).isEqualTo("its lead certificate is not part of the chain");
    }

    @Test
    void an_authority_with_the_leads_name_but_another_key_is_not_the_lead() {
        TestCertificate device =
                root.intermediate("Factory 1").mint().device("device 1").mint();

        assertThat(decide(device, TestGroups.of("g", factory))).isInstanceOf(Refused.class);
    }

    @Test
    void an_expired_certificate_is_refused_unless_the_group_accepts_it() {
        TestCertificate expired = factory.device("device 1").expired().mint();
        EnrollmentGroup group = TestGroups.of("g", factory);

        assertThat(refused(decide(expired, group)).groups().get(0).reason()).startsWith("EXPIRED");
        assertThat(decide(expired, TestGroups.acceptingExpired(group))).isInstanceOf(Accepted.class);
    }

    @Test
    void an_expired_certificate_does_not_slip_from_the_group_that_accepts_it_into_another() {
        TestCertificate expired = line.device("device 1").expired().mint();

        Verdict verdict = decide(
                expired,
                TestGroups.of("narrow but strict", line),
                TestGroups.acceptingExpired(TestGroups.of("wide and lenient", root)));

        assertThat(accepted(verdict).group().name()).isEqualTo("wide and lenient");
    }

    @Test
    void an_authority_must_have_been_valid_in_the_middle_of_the_leafs_life() {
        TestAuthority younger = root.intermediate("Younger")
                .validity(Instant.parse("2024-01-01T00:00:00Z"), TestPki.VALID_UNTIL)
                .mint();
        TestCertificate older = younger.device("device 1").expired().mint();

        assertThat(decide(older, TestGroups.acceptingExpired(TestGroups.of("g", younger))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void a_certificate_that_is_not_valid_yet_is_refused() {
        TestCertificate early = factory.device("device 1").notYetValid().mint();

        assertThat(decide(early, TestGroups.of("g", factory))).isInstanceOf(Refused.class);
    }

    @Test
    void a_certificate_must_list_client_auth_itself() {
        EnrollmentGroup group = TestGroups.of("g", factory);

        assertThat(refused(decide(factory.device("d").withoutPurposes().mint(), group))
                        .reason())
                .contains("clientAuth");
        assertThat(decide(factory.device("d").purposes(KeyPurpose.SERVER_AUTH).mint(), group))
                .isInstanceOf(Refused.class);
        assertThat(decide(factory.device("d").wrongPurpose().mint(), group)).isInstanceOf(Refused.class);
    }

    @Test
    void more_certificates_than_anybody_needs_are_refused_unread() {
        TestCertificate device = factory.device("device 1").mint();
        List<X509Certificate> many = new ArrayList<>(device.chain());
        while (many.size() <= Attestation.MAX_PRESENTED) {
            many.add(factory.certificate());
        }

        assertThat(refused(attestation(TestGroups.of("g", factory)).decide(many, NOW))
                        .reason())
                .isEqualTo("expected 1 to 8 certificates, found 9");
    }

    @Test
    void a_thousand_refusals_are_six_lines_of_log() throws Exception {
        VirtualLoop loop = new VirtualLoop(1, NOW);
        List<X509Certificate> stranger =
                TestPki.root("Other").mint().device("device 2").mint().chain();
        AttestationCheck check = new AttestationCheck(attestation(TestGroups.of("g", factory)), loop);
        Logger logger = (Logger) LoggerFactory.getLogger(AttestationCheck.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        logger.addAppender(log);

        try {
            for (int i = 0; i < 1_000; i++) {
                assertThatThrownBy(() -> check.check(stranger, new Attachments()))
                        .isInstanceOf(CertificateException.class);
            }
            loop.advance(Duration.ofMinutes(1));
        } finally {
            logger.detachAppender(log);
            logger.setAdditive(true);
            logger.setLevel(null);
        }

        assertThat(log.list).hasSize(6);
        assertThat(log.list.get(0).getFormattedMessage()).contains("'device 2' refused");
        assertThat(log.list.get(5).getFormattedMessage())
                .isEqualTo("995 more devices were refused at their handshake within the last minute");
    }

    @Test
    void the_verdict_is_bound_to_the_connection() throws Exception {
        TestCertificate device = factory.device("device 1").mint();
        TestCertificate stranger =
                TestPki.root("Other").mint().device("device\n2").mint();
        AttestationCheck check =
                new AttestationCheck(attestation(TestGroups.of("g", factory)), new VirtualLoop(1, NOW));
        Attachments attachments = new Attachments();
        Attachments none = new Attachments();

        check.check(device.chain(), attachments);

        assertThat(attachments.get(Accepted.class).group().name()).isEqualTo("g");
        assertThatThrownBy(() -> check.check(stranger.chain(), none))
                .isInstanceOf(CertificateException.class)
                .hasMessage("no enrollment group trusts the chain");
        assertThat(none.find(Accepted.class)).isEmpty();
    }

    private static Verdict decide(TestCertificate device, EnrollmentGroup... groups) {
        return attestation(groups).decide(device.chain(), NOW);
    }

    private static Attestation attestation(EnrollmentGroup... groups) {
        return new Attestation(Arrays.asList(groups));
    }

    private static Accepted accepted(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Accepted.class);
        return (Accepted) verdict;
    }

    private static Refused refused(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Refused.class);
        return (Refused) verdict;
    }
}
