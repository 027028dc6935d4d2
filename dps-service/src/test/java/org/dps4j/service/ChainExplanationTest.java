package org.dps4j.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.dps4j.protocol.pki.OcfIdentity;
import org.dps4j.service.attestation.Attestation;
import org.dps4j.service.attestation.Verdict.Accepted;
import org.dps4j.service.enrollment.DeviceIdPolicy;
import org.dps4j.service.enrollment.EnrollmentGroup;
import org.dps4j.service.enrollment.TestGroups;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.Test;

class ChainExplanationTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
    private static final UUID ALLOWED = UUID.fromString("0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f9");

    private final TestAuthority root = TestPki.root("Manufacturer").mint();
    private final TestAuthority factory = root.intermediate("Factory").mint();
    private final TestCertificate device = factory.device("device 1").mint();
    private final EnrollmentGroup wide = TestGroups.of("wide", root);
    private final EnrollmentGroup narrow = TestGroups.of("narrow", factory);
    private final EnrollmentGroup foreign =
            TestGroups.of("foreign", TestPki.root("Other").mint());

    @Test
    void every_group_says_its_opinion_and_the_closest_is_chosen() {
        assertThat(explain(device.chain(), foreign, wide, narrow))
                .contains(
                        "record: " + OcfIdentity.manufacturerUuid(device.publicKey()) + ", derived from its key",
                        "group " + foreign.label() + ": no: none of its authorities is named as an issuer",
                        "group " + wide.label() + ": trusts the chain, lead certificate 'Manufacturer' is 2 above the"
                                + " device's: not chosen, another is closer or stands first",
                        "group " + narrow.label()
                                + ": trusts the chain, lead certificate 'Factory' is 1 above the device's: chosen")
                .anySatisfy(line -> assertThat(line).startsWith("device: CN 'device 1', signed by 'CN=Factory"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("verdict: accepted into group " + narrow.label() + " of owner '1' (device sees "
                                + narrow.ownerId() + "), hub " + TestGroups.HUB
                                + " at coaps+tcp://cloud.example:5684, without a pre-shared key, until "));
    }

    @Test
    void the_opinions_are_those_of_the_verdict_at_the_handshake() {
        Attestation attestation = new Attestation(List.of(foreign, wide, narrow));

        assertThat(attestation.judge(device.chain(), NOW).verdict())
                .isEqualTo(attestation.decide(device.chain(), NOW))
                .isInstanceOf(Accepted.class);
    }

    @Test
    void the_policy_of_ids_is_told() {
        assertThat(explain(device.chain(), narrow)).contains("device ids: any, never the id of a hub or of an owner");
        assertThat(explain(
                        device.chain(),
                        TestGroups.withPolicy(narrow, DeviceIdPolicy.BOUND_TO_MANUFACTURER_KEY, Set.of())))
                .contains("device ids: any that no other manufacturer key asked for first,"
                        + " never the id of a hub or of an owner");
        assertThat(explain(device.chain(), TestGroups.withPolicy(narrow, DeviceIdPolicy.LISTED, Set.of(ALLOWED))))
                .contains("device ids: only " + ALLOWED + ", never the id of a hub or of an owner");
    }

    @Test
    void a_group_that_accepts_expired_certificates_sets_no_end() {
        assertThat(explain(factory.device("old").expired().mint().chain(), TestGroups.acceptingExpired(narrow)))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("verdict: accepted into ")
                        .endsWith("also after the certificates expire"));
    }

    @Test
    void an_expired_chain_is_refused_with_its_reason() {
        assertThat(explain(factory.device("old").expired().mint().chain(), narrow))
                .anySatisfy(line -> assertThat(line).startsWith("group " + narrow.label() + ": no: EXPIRED: "))
                .last()
                .isEqualTo("verdict: refused at the TLS handshake: no enrollment group trusts the chain");
    }

    @Test
    void a_chain_that_no_group_is_asked_about_says_why() {
        assertThat(explain(factory.device("device 1").wrongPurpose().mint().chain(), narrow))
                .hasSize(3)
                .last()
                .isEqualTo("verdict: refused at the TLS handshake: the certificate does not list clientAuth among its"
                        + " extended key usages");
    }

    @Test
    void no_name_breaks_a_line() {
        assertThat(explain(factory.device("a\nb").mint().chain(), narrow))
                .allSatisfy(line -> assertThat(line).doesNotContain("\n"))
                .anySatisfy(line -> assertThat(line).startsWith("device: CN 'a b'"));
    }

    private static List<String> explain(List<X509Certificate> chain, EnrollmentGroup... groups) {
        return ChainExplanation.lines(chain, new Attestation(List.of(groups)).judge(chain, NOW));
    }
}
