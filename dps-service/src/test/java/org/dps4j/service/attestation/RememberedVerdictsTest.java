package org.dps4j.service.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.dps4j.service.attestation.Verdict.Accepted;
import org.dps4j.service.attestation.Verdict.Refused;
import org.dps4j.service.enrollment.EnrollmentGroup;
import org.dps4j.service.enrollment.TestGroups;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.Test;

class RememberedVerdictsTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    private final TestAuthority factory =
            TestPki.root("Manufacturer").mint().intermediate("Factory").mint();
    private final EnrollmentGroup group = TestGroups.of("g", factory);
    private final RememberedVerdicts verdicts = new RememberedVerdicts(new Attestation(List.of(group)));

    @Test
    void the_same_chain_gets_the_same_verdict_for_a_minute() {
        TestCertificate device = factory.device("device 1").mint();

        Verdict first = verdicts.decide(device.chain(), NOW);

        assertThat(verdicts.decide(device.chain(), NOW.plusSeconds(59))).isSameAs(first);
        assertThat(verdicts.decide(device.chain(), NOW.plusSeconds(61)))
                .isNotSameAs(first)
                .isEqualTo(first);
        assertThat(verdicts.decide(device.chain(), NOW.minusSeconds(1))).isNotSameAs(first);
    }

    @Test
    void a_certificate_that_ends_meanwhile_is_refused() {
        TestCertificate device = factory.device("device 1")
                .validity(TestPki.VALID_FROM, NOW.plusSeconds(10))
                .mint();

        assertThat(verdicts.decide(device.chain(), NOW)).isInstanceOf(Accepted.class);
        assertThat(verdicts.decide(device.chain(), NOW.plusSeconds(11))).isInstanceOf(Refused.class);
    }

    @Test
    void another_chain_of_the_same_name_and_issuer_is_judged_by_itself() {
        TestCertificate device = factory.device("device 1").mint();
        TestCertificate impostor = TestPki.root("Manufacturer")
                .mint()
                .intermediate("Factory")
                .mint()
                .device("device 1")
                .mint();

        assertThat(verdicts.decide(device.chain(), NOW)).isInstanceOf(Accepted.class);
        assertThat(verdicts.decide(impostor.chain(), NOW)).isInstanceOf(Refused.class);
        assertThat(verdicts.decide(
                        List.of(device.certificate(), impostor.chain().get(1)), NOW))
                .isNotSameAs(verdicts.decide(device.chain(), NOW));
    }
}
