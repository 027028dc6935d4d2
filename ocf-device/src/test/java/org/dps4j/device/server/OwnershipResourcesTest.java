package org.dps4j.device.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dps4j.device.DeviceState;
import org.dps4j.device.DeviceStates;
import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.security.SecurityProfile;
import org.dps4j.device.security.SecurityProfiles;
import org.dps4j.device.security.access.Channel;
import org.dps4j.device.security.access.Requester;
import org.dps4j.device.security.credential.Credentials;
import org.dps4j.device.security.ownership.OperationalState;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.pki.CertificateSigningRequest;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who owns a device and in which state it is, as its owner reads and writes it. */
class OwnershipResourcesTest extends OwnedDevice {
    @Test
    void doxm_says_who_owns_the_device() throws PayloadException {
        openIn(OperationalState.READY_FOR_NORMAL_OPERATION);
        MapReader doxm = read("/oic/sec/doxm");

        assertThat(doxm.names())
                .containsExactlyInAnyOrder(
                        "oxms", "oxmsel", "sct", "owned", "deviceuuid", "devowneruuid", "rowneruuid");
        assertThat(doxm.truth("owned")).isTrue();
        assertThat(doxm.uuid("deviceuuid")).isEqualTo(device.state().id());
        assertThat(doxm.uuid("devowneruuid")).isEqualTo(OpenDevice.OWNER);
        assertThat(doxm.integer("oxmsel", 0, 0xFFFF)).isEqualTo(0xFF01);
    }

    @ParameterizedTest
    @ValueSource(strings = {"oxms", "oxmsel", "sct", "owned", "deviceuuid", "devowneruuid", "rowneruuid", "nonsense"})
    void nothing_of_doxm_is_written_in_normal_operation(String member) {
        openIn(OperationalState.READY_FOR_NORMAL_OPERATION);
        DeviceState before = device.state();

        assertThat(post(
                                "/oic/sec/doxm",
                                new MapWriter().uuid(member, NEXT_OWNER).toMap())
                        .code())
                .isEqualTo(AnswerCode.BAD_REQUEST);
        assertThat(device.state()).isEqualTo(before);
    }

    @Test
    void before_ownership_the_method_is_selected_in_clear_and_the_owner_written_on_the_connection_of_the_transfer() {
        open(DeviceStates.fresh());
        Requester transfer = OWNER.on(Channel.OWNER_TRANSFER);
        CborMap owner = new MapWriter()
                .uuid("devowneruuid", NEXT_OWNER)
                .uuid("rowneruuid", NEXT_OWNER)
                .uuid("deviceuuid", OpenDevice.OWNER)
                .truth("owned", true)
                .toMap();

        assertThat(code(post(
                        "/oic/sec/doxm", new MapWriter().integer("oxmsel", 2).toMap(), Requester.ANONYMOUS)))
                .isEqualTo("2.04");
        assertThat(code(post(
                        "/oic/sec/doxm", new MapWriter().integer("oxmsel", 1).toMap(), Requester.ANONYMOUS)))
                .isEqualTo("4.00");
        assertThat(code(post("/oic/sec/doxm", owner, Requester.ANONYMOUS))).isEqualTo("4.00");
        assertThat(code(post("/oic/sec/doxm", owner, transfer))).isEqualTo("2.04");

        assertThat(device.state().ownership().doxm().deviceOwner()).isEqualTo(NEXT_OWNER);
        assertThat(device.state().ownership().doxm().selectedMethod()).isEqualTo(2);
        assertThat(device.state().id()).isEqualTo(OpenDevice.OWNER);
    }

    @Test
    void pstat_says_in_which_state_the_device_is() throws PayloadException {
        openIn(OperationalState.READY_FOR_NORMAL_OPERATION);
        MapReader pstat = read("/oic/sec/pstat");

        assertThat(pstat.names()).containsExactlyInAnyOrder("dos", "cm", "tm", "om", "sm", "isop", "rowneruuid");
        assertThat(pstat.map("dos").integer("s", 0, 4)).isEqualTo(3);
        assertThat(pstat.map("dos").truth("p")).isFalse();
        assertThat(pstat.truth("isop")).isTrue();
        assertThat(pstat.integer("om", 0, 7)).isEqualTo(3);
        assertThat(pstat.integer("sm", 0, 7)).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "RESET, 1, 4.01",
        "RESET, 2, 4.01", // nobody may write then
        "READY_FOR_PROVISIONING, 1, 4.00",
        "READY_FOR_PROVISIONING, 2, 2.04",
        "READY_FOR_PROVISIONING, 3, 2.04",
        "READY_FOR_PROVISIONING, 4, 2.04",
        "READY_FOR_NORMAL_OPERATION, 1, 4.00",
        "READY_FOR_NORMAL_OPERATION, 2, 2.04",
        "READY_FOR_NORMAL_OPERATION, 3, 2.04",
        "READY_FOR_NORMAL_OPERATION, 4, 2.04",
        "SOFT_RESET, 1, 4.00",
        "SOFT_RESET, 2, 2.04",
        "SOFT_RESET, 3, 4.00",
        "SOFT_RESET, 5, 4.00",
    })
    void a_state_follows_another_only_as_the_standard_has_it(OperationalState from, int to, String code) {
        openIn(from);
        installCredentialOfOwner();
        Requester who = from == OperationalState.RESET ? Requester.UNNAMED : OWNER;

        assertThat(code(post("/oic/sec/pstat", dos(to), who))).isEqualTo(code);
        assertThat(device.state().ownership().pstat().state())
                .isEqualTo(code.equals("2.04") ? OperationalState.ofWire(to) : from);
    }

    @Test
    void normal_operation_needs_owners_who_can_prove_themselves() {
        openIn(OperationalState.READY_FOR_PROVISIONING);

        assertThat(code(post("/oic/sec/pstat", dos(3)))).isEqualTo("4.00");
        installCredentialOfOwner();
        assertThat(code(post("/oic/sec/pstat", dos(3)))).isEqualTo("2.04");
    }

    @Test
    void a_reset_through_pstat_is_the_programs_to_do() {
        openIn(OperationalState.READY_FOR_NORMAL_OPERATION);

        assertThat(code(post("/oic/sec/pstat", dos(0)))).isEqualTo("2.04");
        assertThat(done).containsExactly("factory reset");
    }

    @Test
    void a_program_that_offers_no_reset_is_not_reset() {
        OpenDevice other = new OpenDevice(DeviceStates.fresh().takeOwnership(OpenDevice.OWNER));

        assertThat(code(other.ask(ResourceRequest.post("/oic/sec/pstat", dos(0), OWNER))))
                .isEqualTo("4.00");
        assertThat(other.get("/oic/mnt").code()).isEqualTo(AnswerCode.NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"isop", "cm", "sm", "rowneruuid", "nonsense"})
    void what_pstat_only_shows_is_not_written(String member) {
        openIn(OperationalState.READY_FOR_NORMAL_OPERATION);

        assertThat(code(post(
                        "/oic/sec/pstat",
                        new MapWriter().uuid(member, NEXT_OWNER).toMap())))
                .isEqualTo("4.00");
        assertThat(code(post(
                        "/oic/sec/pstat",
                        new MapWriter()
                                .value("dos", new MapWriter().truth("p", true).toMap())
                                .toMap())))
                .isEqualTo("4.00");
    }

    @Test
    void the_operational_mode_is_written_and_stays() throws PayloadException {
        openIn(OperationalState.READY_FOR_PROVISIONING);

        assertThat(code(post("/oic/sec/pstat", new MapWriter().integer("om", 4).toMap())))
                .isEqualTo("2.04");
        assertThat(read("/oic/sec/pstat").integer("om", 0, 7)).isEqualTo(4);
        assertThat(code(post("/oic/sec/pstat", new MapWriter().integer("om", 8).toMap())))
                .isEqualTo("4.00");
    }

    @Test
    void a_profile_that_the_manufacturer_certificate_vouches_for_is_claimed_while_that_is_there()
            throws PayloadException {
        openIn(OperationalState.READY_FOR_PROVISIONING);
        TestCertificate own =
                TestPki.root("Manufacturer").mint().device("device").mint();
        String black = SecurityProfile.BLACK.objectIdentifier();
        update(state -> {
            Credentials.Installed installed =
                    state.credentials().installManufacturerCertificate(own.chain(), own.privateKey());
            return state.withCredentials(installed.credentials())
                    .withSecurityProfiles(SecurityProfiles.of(SecurityProfile.BLACK, installed.id()));
        });

        assertThat(read("/oic/sec/sp").text("currentprofile")).isEqualTo(black);
        assertThat(read("/oic/sec/sp").optionalTexts("supportedprofiles")).containsExactly(black);
        assertThat(code(post(
                        "/oic/sec/sp",
                        new MapWriter().text("currentprofile", black).toMap())))
                .isEqualTo("2.04");
        assertThat(code(post(
                        "/oic/sec/sp",
                        new MapWriter()
                                .text("currentprofile", SecurityProfile.BASELINE.objectIdentifier())
                                .toMap())))
                .isEqualTo("4.00");

        update(state -> state.withCredentials(Credentials.NONE));

        assertThat(read("/oic/sec/sp").text("currentprofile")).isEqualTo(SecurityProfile.BASELINE.objectIdentifier());
    }

    @Test
    void without_more_the_profile_is_the_baseline_and_nothing_else() throws PayloadException {
        openIn(OperationalState.READY_FOR_PROVISIONING);
        MapReader sp = read("/oic/sec/sp");
        String baseline = sp.text("currentprofile");

        assertThat(baseline).isEqualTo("1.3.6.1.4.1.51414.0.0.1.0");
        assertThat(sp.optionalTexts("supportedprofiles")).containsExactly(baseline);
        assertThat(code(post(
                        "/oic/sec/sp",
                        new MapWriter().text("currentprofile", baseline).toMap())))
                .isEqualTo("2.04");
        assertThat(code(post(
                        "/oic/sec/sp",
                        new MapWriter().text("currentprofile", "1.2.3").toMap())))
                .isEqualTo("4.00");
    }

    @Test
    void the_signing_request_is_for_the_devices_id_and_key() throws Exception {
        openIn(OperationalState.READY_FOR_PROVISIONING);
        MapReader csr = read("/oic/sec/csr");
        CertificateSigningRequest parsed = CertificateSigningRequest.parse(csr.text("csr"));

        assertThat(csr.text("encoding")).isEqualTo("oic.sec.encoding.pem");
        assertThat(parsed.commonName()).isEqualTo("uuid:" + device.state().id());
        assertThat(parsed.publicKey()).isEqualTo(device.state().key().publicKey());
        assertThat(code(post("/oic/sec/csr", new MapWriter().toMap()))).isEqualTo("4.05");
    }

    @Test
    void the_domain_is_named_while_provisioning_and_hidden_from_the_list_when_private() throws PayloadException {
        openIn(OperationalState.READY_FOR_PROVISIONING);

        assertThat(read("/oic/sec/sdi").names()).containsExactly("uuid", "name", "priv");
        assertThat(baselineOfList()).contains("sduuid", "sdname");
        assertThat(code(post(
                        "/oic/sec/sdi",
                        new MapWriter().text("name", "home").truth("priv", true).toMap())))
                .isEqualTo("2.04");
        assertThat(read("/oic/sec/sdi").text("name")).isEqualTo("home");
        assertThat(baselineOfList()).doesNotContain("sduuid", "sdname");
        assertThat(code(post(
                        "/oic/sec/sdi", new MapWriter().uuid("uuid", NEXT_OWNER).toMap())))
                .isEqualTo("4.00");
    }

    @Test
    void maintenance_reboots_or_resets_and_nothing_between() {
        openIn(OperationalState.READY_FOR_NORMAL_OPERATION);

        assertThat(code(get("/oic/mnt", OWNER))).isEqualTo("2.05");
        assertThat(code(post("/oic/mnt", new MapWriter().truth("rb", true).toMap())))
                .isEqualTo("2.04");
        assertThat(code(post("/oic/mnt", new MapWriter().truth("fr", true).toMap())))
                .isEqualTo("2.04");
        for (CborMap bad : List.of(
                new MapWriter().toMap(),
                new MapWriter().truth("fr", false).toMap(),
                new MapWriter().truth("fr", true).truth("rb", true).toMap(),
                new MapWriter().integer("fr", 1).toMap())) {
            assertThat(code(post("/oic/mnt", bad))).isEqualTo("4.00");
        }
        assertThat(done).containsExactly("reboot", "factory reset");
    }
}
