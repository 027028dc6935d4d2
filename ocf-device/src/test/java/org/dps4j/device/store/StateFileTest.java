package org.dps4j.device.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.dps4j.device.DeviceState;
import org.dps4j.device.DeviceStates;
import org.dps4j.device.StoreException;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudRegistration;
import org.dps4j.device.security.Change;
import org.dps4j.device.security.credential.Credentials;
import org.dps4j.device.security.credential.Deliveries;
import org.dps4j.device.security.ownership.Pstat;
import org.dps4j.device.security.ownership.SecureDomain;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.cbor.CborValue.CborBytes;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.acl.AccessControlEntry;
import org.dps4j.protocol.payload.acl.AceResource;
import org.dps4j.protocol.payload.acl.AceSubject;
import org.dps4j.protocol.payload.acl.ConnectionType;
import org.dps4j.protocol.payload.acl.Permission;
import org.dps4j.protocol.payload.acl.Validity;
import org.dps4j.protocol.payload.acl.WildcardKind;
import org.dps4j.protocol.payload.cloud.CloudConfigurationAnswer;
import org.dps4j.protocol.payload.cloud.CloudServer;
import org.dps4j.protocol.payload.credential.Credential;
import org.dps4j.protocol.payload.credential.PrivateData;
import org.dps4j.protocol.payload.credential.Subject;
import org.junit.jupiter.api.Test;

class StateFileTest {

    private static final Deliveries SERVICE = new Deliveries();
    private static final Instant NOW = Deliveries.BEGIN.plus(Duration.ofDays(1));
    private static final UUID OWNER = UUID.randomUUID();
    private static final UUID CLOUD = UUID.randomUUID();

    private static DeviceState provisioned() {
        DeviceState owned = DeviceStates.fresh()
                .withName("Gerät № 1")
                .takeOwnership(OWNER)
                .withLastSyncedTime(Instant.parse("2026-11-22T13:53:43.123456789Z"))
                .withSection("dps", Bytes.ofHex("a0"))
                .withSection("later", Bytes.EMPTY)
                .withCloud(CloudConfiguration.of(new CloudConfigurationAnswer(
                        Secret.ofText("let-me-in"),
                        "plgd",
                        URI.create("coaps+tcp://cloud.example:5684"),
                        CLOUD,
                        List.of(new CloudServer(URI.create("coaps+tcp://spare.example:5684"), CLOUD)),
                        Optional.empty())));
        SecureDomain domain = new SecureDomain(CLOUD, "home", SecureDomain.Visibility.PRIVATE);
        Pstat pstat = owned.ownership().pstat().withOperationalMode(4);
        owned = owned.withOwnership(owned.ownership().with(domain).with(pstat));
        Credential psk = Credential.ofSharedKey(
                        new Subject.Device(OWNER), PrivateData.ofKey(Secret.ofBytes(new byte[32])))
                .withTag("dps")
                .withId(70000);
        List<Credential> chain = SERVICE.to(owned, Duration.ofDays(365));
        DeviceState identified =
                applied(owned.replaceCredentials(List.of(chain.get(0), psk, chain.get(1)), NOW, Duration.ofHours(1)));
        return applied(identified.replaceAccessRules(List.of(
                rule(new AceSubject.DeviceSubject(OWNER), new AceResource.Wildcard(WildcardKind.ALL, List.of())),
                rule(new AceSubject.RoleSubject("admin", Optional.of("me")), new AceResource.Href("/a", List.of("*"))),
                rule(
                        new AceSubject.ConnectionSubject(ConnectionType.AUTH_CRYPT),
                        new AceResource.Wildcard(WildcardKind.SECURE, List.of())))));
    }

    private static AccessControlEntry rule(AceSubject subject, AceResource resource) {
        return new AccessControlEntry(
                OptionalInt.empty(),
                subject,
                List.of(resource),
                Permission.all(),
                Optional.of("dps"),
                List.of(new Validity("20270101T000000Z/P1D", List.of("FREQ=DAILY"))));
    }

    private static DeviceState applied(Change<DeviceState> change) {
        return ((Change.Applied<DeviceState>) change).value();
    }

    private static DeviceState roundTrip(DeviceState state) throws StoreException {
        return StateFile.decode("/d/device.cbor", StateFile.encode(state));
    }

    @Test
    void a_fresh_device_comes_back_as_it_was() throws StoreException {
        DeviceState fresh = DeviceStates.fresh();

        assertThat(roundTrip(fresh)).isEqualTo(fresh);
        assertThat(roundTrip(fresh.selfOwn())).isEqualTo(fresh.selfOwn());
    }

    @Test
    void a_provisioned_device_comes_back_as_it_was() throws StoreException {
        DeviceState state = provisioned();

        DeviceState back = roundTrip(state);

        assertThat(back).isEqualTo(state);
        assertThat(back.identity()).isEqualTo(state.identity());
        assertThat(back.cloud().access().orElseThrow().accessToken().revealText())
                .isEqualTo("let-me-in");
    }

    @Test
    void an_account_in_the_cloud_comes_back_as_it_was() throws StoreException {
        DeviceState state = provisioned();
        CloudRegistration ends = new CloudRegistration(
                "user", Secret.ofText("access"), Secret.ofText("refresh"), Optional.of(NOW.plusNanos(5)));
        CloudRegistration lasts =
                new CloudRegistration("user", Secret.ofText("access"), Secret.ofText("refresh"), Optional.empty());

        for (CloudRegistration account : List.of(ends, lasts)) {
            DeviceState registered = state.withCloud(state.cloud().withRegistration(account));

            assertThat(roundTrip(registered)).isEqualTo(registered);
        }
    }

    @Test
    void a_file_that_was_written_before_there_were_accounts_is_read() throws StoreException {
        DeviceState state = provisioned();

        assertThat(new String(StateFile.encode(state), StandardCharsets.ISO_8859_1))
                .doesNotContain("account");
        assertThat(roundTrip(state).cloud().registration()).isEmpty();
    }

    @Test
    void what_the_application_installed_is_not_written() throws StoreException {
        DeviceState state = provisioned();
        KeyPair manufacturer = Deliveries.newKeys();
        Credentials more = state.credentials()
                .installManufacturerCertificate(
                        SERVICE.manufacturerChain(manufacturer.getPublic()), manufacturer.getPrivate())
                .credentials();

        assertThat(roundTrip(state.withCredentials(more))).isEqualTo(state);
    }

    @Test
    void the_same_state_is_always_the_same_bytes() {
        DeviceState state = provisioned();

        assertThat(StateFile.encode(state)).isEqualTo(StateFile.encode(state));
    }

    @Test
    void a_newer_version_names_both_versions_and_the_remedy() {
        byte[] newer = new MapWriter()
                .text("format", "dps4j device")
                .integer("version", 2)
                .toBytes();

        assertThatThrownBy(() -> StateFile.decode("/d/device.cbor", newer))
                .isInstanceOf(StoreException.class)
                .hasMessage("/d/device.cbor: expected format version 1, found version 2;"
                        + " run the newer program that wrote it, or move it away to start as a new device");
    }

    @Test
    void another_format_is_refused() {
        byte[] other = new MapWriter().text("format", "something").toBytes();

        assertThatThrownBy(() -> StateFile.decode("/d/device.cbor", other))
                .hasMessage("/d/device.cbor: expected format to be dps4j device, found another format;"
                        + " it was left as it is; put a good copy back, or move it away to start as a new device");
    }

    @Test
    void a_state_of_another_digest_is_refused() {
        byte[] changed = new MapWriter()
                .text("format", "dps4j device")
                .integer("version", 1)
                .value("sha256", new CborBytes(Bytes.EMPTY))
                .value("state", new CborBytes(Bytes.ofHex("a0")))
                .toBytes();

        assertThatThrownBy(() -> StateFile.decode("/d/device.cbor", changed)).hasMessageContaining("changed content");
    }

    @Test
    void no_message_about_a_bad_file_holds_any_of_its_secrets() {
        DeviceState state = provisioned();
        byte[] content = StateFile.encode(state);

        for (int length = 0; length < content.length; length += 7) {
            byte[] cut = Arrays.copyOf(content, length);
            assertThatThrownBy(() -> StateFile.decode("/d/device.cbor", cut))
                    .hasMessageNotContaining("let-me-in")
                    .hasMessageStartingWith("/d/device.cbor: expected ");
        }
    }
}
