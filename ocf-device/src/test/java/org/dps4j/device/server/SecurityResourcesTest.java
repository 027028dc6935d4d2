package org.dps4j.device.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.DeviceStates;
import org.dps4j.device.resource.AnswerCode;
import org.dps4j.device.resource.ResourceAnswer;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.resource.core.Maintenance;
import org.dps4j.device.security.Change;
import org.dps4j.device.security.access.Channel;
import org.dps4j.device.security.access.Requester;
import org.dps4j.device.security.acl.AccessControlList;
import org.dps4j.device.security.credential.Acceptance;
import org.dps4j.device.security.credential.Credentials;
import org.dps4j.device.security.credential.PostedCredentials;
import org.dps4j.device.security.ownership.OperationalState;
import org.dps4j.device.security.ownership.Pstat;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.loop.VirtualLoop;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborText;
import org.dps4j.protocol.cbor.CborWriter;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.PayloadException;
import org.dps4j.protocol.payload.acl.AccessControlEntry;
import org.dps4j.protocol.payload.acl.AceResource;
import org.dps4j.protocol.payload.acl.AceSubject;
import org.dps4j.protocol.payload.acl.Permission;
import org.dps4j.protocol.payload.credential.Credential;
import org.dps4j.protocol.payload.credential.PrivateData;
import org.dps4j.protocol.payload.credential.Subject;
import org.dps4j.protocol.pki.CertificateSigningRequest;
import org.dps4j.protocol.pki.Pem;
import org.dps4j.testkit.pki.KeyPurpose;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the owner of a device reads and writes under /oic/sec, and in which state. */
class SecurityResourcesTest {

    private static final Requester OWNER = Requester.of(OpenDevice.OWNER);
    private static final UUID NEXT_OWNER = UUID.fromString("fc16eb4b-0373-420d-4431-3fd42ec80a3c");
    private static final TestAuthority ROOT = TestPki.root("Owner").mint();

    private final VirtualLoop loop = new VirtualLoop(1);
    private final List<String> done = new ArrayList<>();
    private Device device;
    private DeviceResources resources;

    private void open(DeviceState state) {
        CompletableFuture<Device> opened = Device.open(loop, new MemoryDeviceStore(), () -> state);
        loop.runUntilIdle();
        device = opened.join();
        resources = DeviceResources.of(device, new Maintenance() {
            @Override
            public void reboot() {
                done.add("reboot");
            }

            @Override
            public void factoryReset() {
                done.add("factory reset");
            }
        });
        loop.runUntilIdle();
    }

    /** An owned device in this state, with a rule for the owner on what has no owner of its own. */
    private void openIn(OperationalState state) {
        DeviceState owned = DeviceStates.fresh().takeOwnership(OpenDevice.OWNER);
        List<AceResource> rest = List.of(
                new AceResource.Href("/oic/sec/sp", List.of()),
                new AceResource.Href("/oic/sec/csr", List.of()),
                new AceResource.Href("/oic/sec/sdi", List.of()),
                new AceResource.Href("/oic/mnt", List.of()),
                new AceResource.Href("/oic/res", List.of()));
        AccessControlEntry rule = AccessControlEntry.of(
                        new AceSubject.DeviceSubject(OpenDevice.OWNER), rest, Permission.all())
                .withId(7);
        Pstat pstat = owned.ownership().pstat();
        open(owned.withAccessControlList(new AccessControlList(List.of(rule)))
                .withOwnership(owned.ownership().with(new Pstat(state, pstat.resourceOwner(), 0, 0))));
    }

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
    void the_profile_is_the_baseline_and_nothing_else() throws PayloadException {
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

    private void installCredentialOfOwner() {
        Credential key = Credential.ofSharedKey(
                new Subject.Device(OpenDevice.OWNER), PrivateData.ofKey(Secret.ofBytes(new byte[16])));
        update(state -> {
            Acceptance acceptance = new Acceptance(state.id(), state.key(), loop.now(), Duration.ZERO);
            Change<Credentials> merged = PostedCredentials.merge(state.credentials(), List.of(key), acceptance);
            return state.withCredentials(((Change.Applied<Credentials>) merged).value());
        });
    }

    private CborMap identity() {
        String pem = Pem.encode(
                ROOT.identity(device.state().id()).mintFor(device.state().key().publicKey()));
        return certificate("oic.sec.cred.cert", pem);
    }

    private void update(UnaryOperator<DeviceState> change) {
        var updated = device.update(change);
        loop.runUntilIdle();
        updated.join();
    }

    private ResourceAnswer ask(ResourceRequest request) {
        CompletableFuture<ResourceAnswer> answered = resources.answer(request);
        loop.runUntilIdle();
        return answered.join();
    }

    private ResourceAnswer get(String href) {
        return get(href, OWNER);
    }

    private ResourceAnswer get(String href, Requester requester) {
        return ask(ResourceRequest.get(href, requester));
    }

    private MapReader read(String href) throws PayloadException {
        return MapReader.of(get(href).body().orElseThrow());
    }

    private Set<String> baselineOfList() {
        ResourceAnswer list = ask(ResourceRequest.get("/oic/res", OWNER).with("if", "oic.if.baseline"));
        return ((CborMap) ((CborArray) list.body().orElseThrow()).items().get(0))
                .members()
                .keySet();
    }

    private ResourceAnswer post(String href, CborValue body) {
        return post(href, body, OWNER);
    }

    private ResourceAnswer post(String href, CborValue body, Requester requester) {
        return ask(ResourceRequest.post(href, body, requester));
    }

    private ResourceAnswer delete(String href, String parameter, String value) {
        return ask(ResourceRequest.delete(href, OWNER).with(parameter, value));
    }

    private static String code(ResourceAnswer answer) {
        return answer.code().toString();
    }

    private static CborMap dos(int state) {
        return new MapWriter()
                .value("dos", new MapWriter().integer("s", state).toMap())
                .toMap();
    }

    private static CborMap creds(CborMap... credentials) {
        return new MapWriter()
                .value("creds", new CborArray(List.of(credentials)))
                .toMap();
    }

    private static CborMap sharedKey(String key) {
        return new MapWriter()
                .integer("credtype", 1)
                .uuid("subjectuuid", OpenDevice.OWNER)
                .value("privatedata", data(key, "oic.sec.encoding.raw"))
                .toMap();
    }

    private static CborMap certificate(String usage, String pem) {
        return new MapWriter()
                .integer("credtype", 8)
                .text("subjectuuid", "*")
                .text("credusage", usage)
                .value("publicdata", data(pem, "oic.sec.encoding.pem"))
                .toMap();
    }

    private static List<X509Certificate> role(TestAuthority by, TestCertificate of) {
        return by.identity(NEXT_OWNER)
                .purposes(KeyPurpose.OCF_ROLE)
                .names("CN=oic.role.owner")
                .mintFor(of.publicKey());
    }

    private static CborMap roles(List<X509Certificate> chain) {
        CborMap role = certificate("oic.sec.cred.rolecert", Pem.encode(chain));
        return new MapWriter().value("roles", new CborArray(List.of(role))).toMap();
    }

    private static CborMap data(String data, String encoding) {
        return new MapWriter().text("data", data).text("encoding", encoding).toMap();
    }

    private static CborMap rules(CborMap... entries) {
        return new MapWriter().value("aclist2", new CborArray(List.of(entries))).toMap();
    }

    private static CborMap ace(int id, int permission) {
        MapWriter entry = new MapWriter();
        if (id > 0) {
            entry.integer("aceid", id);
        }
        return entry.value(
                        "resources",
                        new CborArray(List.of(new MapWriter()
                                .value("href", new CborText("/light/1"))
                                .toMap())))
                .value("subject", new MapWriter().uuid("uuid", NEXT_OWNER).toMap())
                .integer("permission", permission)
                .toMap();
    }
}
