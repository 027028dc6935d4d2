package org.dps4j.device.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.security.access.Requester;
import org.dps4j.device.security.ownership.OperationalState;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborWriter;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.pki.Pem;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a device holds and whom it obeys, as its owner reads and writes it. */
class CredentialAndRuleResourcesTest extends OwnedDevice {
    @Test
    void credentials_are_shown_without_any_private_part() throws PayloadException {
        openIn(OperationalState.READY_FOR_PROVISIONING);
        TestCertificate factory = ROOT.device("device").mint();
        update(state -> state.withCredentials(state.credentials()
                .installManufacturerCertificate(factory.chain(), factory.privateKey())
                .credentials()));
        assertThat(code(post("/oic/sec/cred", creds(sharedKey("0123456789abcdef"), identity()))))
                .isEqualTo("2.04");

        byte[] shown = CborWriter.write(get("/oic/sec/cred").body().orElseThrow());
        String text = new String(shown, StandardCharsets.ISO_8859_1);
        MapReader cred = read("/oic/sec/cred");

        assertThat(text).doesNotContain("0123456789abcdef", "PRIVATE KEY");
        assertThat(cred.maps("creds")).hasSize(3);
        for (MapReader credential : cred.maps("creds")) {
            assertThat(credential.map("privatedata").text("data")).isEmpty();
        }
        assertThat(cred.uuid("rowneruuid")).isEqualTo(OpenDevice.OWNER);
    }

    @ParameterizedTest
    @EnumSource(
            value = OperationalState.class,
            names = {"READY_FOR_PROVISIONING", "READY_FOR_NORMAL_OPERATION", "SOFT_RESET"})
    void credentials_are_written_and_deleted_while_provisioning_and_not_in_normal_operation(OperationalState state) {
        openIn(state);
        boolean open = state.isOpenToProvisioning();

        assertThat(code(post("/oic/sec/cred", creds(sharedKey("0123456789abcdef")))))
                .isEqualTo(open ? "2.04" : "4.00");
        assertThat(device.state().credentials().all()).hasSize(open ? 1 : 0);
        assertThat(code(delete("/oic/sec/cred", "credid", "99"))).isEqualTo(open ? "4.04" : "4.03");
        assertThat(code(delete("/oic/sec/cred", "credid", "1"))).isEqualTo(open ? "2.02" : "4.03");
        assertThat(device.state().credentials().all()).isEmpty();
    }

    @Test
    void a_credential_takes_the_place_of_the_one_with_its_id() {
        openIn(OperationalState.READY_FOR_PROVISIONING);
        post("/oic/sec/cred", creds(sharedKey("0123456789abcdef")));
        CborMap again = new MapWriter()
                .integer("credid", 1)
                .all(sharedKey("fedcba9876543210"))
                .toMap();

        assertThat(code(post("/oic/sec/cred", creds(again, sharedKey("0123456789abcdef")))))
                .isEqualTo("2.04");
        assertThat(device.state().credentials().all())
                .extracting(its -> its.id())
                .containsExactly(1, 2);
        assertThat(code(delete("/oic/sec/cred", "other", "x"))).isEqualTo("2.02");
        assertThat(device.state().credentials().all()).isEmpty();
    }

    @Test
    void a_credential_that_cannot_be_used_changes_nothing() {
        openIn(OperationalState.READY_FOR_PROVISIONING);
        String foreign = Pem.encode(ROOT.identity(device.state().id()).mint().chain());
        String manufacturer = Pem.encode(ROOT.device("device").mint().chain());

        for (CborMap bad : List.of(
                certificate("oic.sec.cred.cert", foreign),
                certificate("oic.sec.cred.mfgcert", manufacturer),
                certificate("oic.sec.cred.trustca", "nonsense"),
                sharedKey("short"))) {
            assertThat(code(post("/oic/sec/cred", creds(sharedKey("0123456789abcdef"), bad))))
                    .isEqualTo("4.00");
        }
        assertThat(device.state().credentials().all()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = OperationalState.class,
            names = {"READY_FOR_PROVISIONING", "READY_FOR_NORMAL_OPERATION", "SOFT_RESET"})
    void rules_are_written_and_deleted_while_provisioning_and_not_in_normal_operation(OperationalState state) {
        openIn(state);
        boolean open = state.isOpenToProvisioning();

        assertThat(code(post("/oic/sec/acl2", rules(ace(1, 2))))).isEqualTo(open ? "2.04" : "4.00");
        assertThat(device.state().accessControlList().entries()).hasSize(open ? 2 : 1);
        assertThat(code(post("/oic/sec/acl2", rules()))).isEqualTo("2.04");
        assertThat(code(delete("/oic/sec/acl2", "aceid", "99"))).isEqualTo(open ? "4.04" : "4.03");
        assertThat(code(delete("/oic/sec/acl2", "aceid", "1"))).isEqualTo(open ? "2.02" : "4.03");
        assertThat(device.state().accessControlList().entries()).hasSize(1);
    }

    @Test
    void a_rule_takes_the_place_of_the_one_with_its_id_and_one_without_gets_a_free_one() throws PayloadException {
        openIn(OperationalState.READY_FOR_PROVISIONING);

        assertThat(code(post("/oic/sec/acl2", rules(ace(7, 31), ace(0, 2))))).isEqualTo("2.04");
        assertThat(device.state().accessControlList().entries())
                .extracting(entry -> entry.id().getAsInt())
                .containsExactly(7, 1);
        assertThat(read("/oic/sec/acl2").maps("aclist2").get(0).integer("permission", 0, 31))
                .isEqualTo(31);
        assertThat(code(post("/oic/sec/acl2", rules(ace(7, 31), ace(7, 2))))).isEqualTo("4.00");
        assertThat(code(delete("/oic/sec/acl2", "other", "x"))).isEqualTo("2.02");
        assertThat(device.state().accessControlList().entries()).isEmpty();
    }

    @Test
    void a_rule_with_a_member_that_nobody_knows_is_refused_for_it_might_narrow_the_rule() {
        openIn(OperationalState.READY_FOR_PROVISIONING);
        CborMap odd = new MapWriter().all(ace(9, 31)).text("until", "tomorrow").toMap();

        assertThat(code(post("/oic/sec/acl2", rules(ace(8, 2), odd)))).isEqualTo("4.00");
        assertThat(device.state().accessControlList().entries()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"READY_FOR_NORMAL_OPERATION, 4.00", "READY_FOR_PROVISIONING, 4.00", "SOFT_RESET, 2.04"})
    void the_owner_of_a_resource_is_written_only_where_the_device_is_not_provisioned(
            OperationalState state, String code) {
        openIn(state);
        CborMap owner = new MapWriter().uuid("rowneruuid", NEXT_OWNER).toMap();

        assertThat(code(post("/oic/sec/acl2", owner))).isEqualTo(code);
        assertThat(code(post("/oic/sec/cred", owner))).isEqualTo(code);
        assertThat(code(post("/oic/sec/pstat", owner))).isEqualTo(code);
    }

    @Test
    void a_role_certificate_gives_its_owner_the_rights_of_the_role() throws PayloadException {
        openIn(OperationalState.READY_FOR_PROVISIONING);
        post("/oic/sec/cred", creds(certificate("oic.sec.cred.trustca", Pem.encode(List.of(ROOT.certificate())))));
        TestCertificate peer = ROOT.identity(NEXT_OWNER).mint();
        Requester requester = Requester.of(peer.certificate());
        List<X509Certificate> role = role(ROOT, peer);
        List<X509Certificate> foreign = role(ROOT, ROOT.identity(NEXT_OWNER).mint());
        List<X509Certificate> untrusted = role(TestPki.root("Other").mint(), peer);

        assertThat(code(get("/oic/sec/cred", requester))).isEqualTo("4.01");
        assertThat(code(post("/oic/sec/roles", roles(foreign), requester))).isEqualTo("4.00");
        assertThat(code(post("/oic/sec/roles", roles(untrusted), requester))).isEqualTo("4.00");
        assertThat(code(post("/oic/sec/roles", roles(peer.chain()), requester))).isEqualTo("4.00");
        assertThat(code(get("/oic/sec/cred", requester))).isEqualTo("4.01");

        assertThat(code(post("/oic/sec/roles", roles(role), requester))).isEqualTo("2.04");
        assertThat(code(get("/oic/sec/cred", requester))).isEqualTo("2.05");
        assertThat(code(get("/oic/sec/cred", Requester.of(NEXT_OWNER)))).isEqualTo("4.01");

        MapReader shown = MapReader.of(get("/oic/sec/roles", requester).body().orElseThrow());
        assertThat(shown.maps("roles").get(0).map("roleid").text("role")).isEqualTo("oic.role.owner");
        assertThat(MapReader.of(get("/oic/sec/roles", OWNER).body().orElseThrow())
                        .maps("roles"))
                .isEmpty();
        assertThat(code(ask(ResourceRequest.delete("/oic/sec/roles", requester))))
                .isEqualTo("2.02");
        assertThat(code(get("/oic/sec/cred", requester))).isEqualTo("4.01");
    }

    @Test
    void a_role_ends_with_the_first_certificate_of_its_chain() {
        openIn(OperationalState.READY_FOR_PROVISIONING);
        post("/oic/sec/cred", creds(certificate("oic.sec.cred.trustca", Pem.encode(List.of(ROOT.certificate())))));
        Instant now = device.clock().certificateTime();
        TestAuthority soonOver = ROOT.intermediate("Roles")
                .validity(now.minus(Duration.ofHours(1)), now.plus(Duration.ofHours(1)))
                .mint();
        TestAuthority over = ROOT.intermediate("Old roles").expired().mint();
        TestCertificate peer = ROOT.identity(NEXT_OWNER).mint();
        Requester requester = Requester.of(peer.certificate());

        assertThat(code(post("/oic/sec/roles", roles(role(over, peer)), requester)))
                .isEqualTo("4.00");
        assertThat(code(post("/oic/sec/roles", roles(role(soonOver, peer)), requester)))
                .isEqualTo("2.04");
        assertThat(code(get("/oic/sec/cred", requester))).isEqualTo("2.05");
        loop.advance(Duration.ofHours(2));

        assertThat(code(get("/oic/sec/cred", requester))).isEqualTo("4.01");
    }

    @Test
    void a_role_ends_with_the_trust_anchor_that_vouched_for_it() {
        openIn(OperationalState.READY_FOR_PROVISIONING);
        post("/oic/sec/cred", creds(certificate("oic.sec.cred.trustca", Pem.encode(List.of(ROOT.certificate())))));
        TestCertificate peer = ROOT.identity(NEXT_OWNER).mint();
        Requester requester = Requester.of(peer.certificate());
        post("/oic/sec/roles", roles(role(ROOT, peer)), requester);
        assertThat(code(get("/oic/sec/cred", requester))).isEqualTo("2.05");

        assertThat(code(ask(ResourceRequest.delete("/oic/sec/cred", OWNER)))).isEqualTo("2.02");

        assertThat(code(get("/oic/sec/cred", requester))).isEqualTo("4.01");
    }
}
