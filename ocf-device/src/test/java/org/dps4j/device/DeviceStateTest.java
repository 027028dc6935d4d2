package org.dps4j.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudRegistration;
import org.dps4j.device.security.Change;
import org.dps4j.device.security.acl.AccessControlList;
import org.dps4j.device.security.credential.Credentials;
import org.dps4j.device.security.credential.Deliveries;
import org.dps4j.device.security.ownership.OperationalState;
import org.dps4j.device.security.ownership.Ownership;
import org.dps4j.device.security.ownership.Pstat;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.payload.acl.AccessControlEntry;
import org.dps4j.protocol.payload.acl.AceResource;
import org.dps4j.protocol.payload.acl.AceSubject;
import org.dps4j.protocol.payload.acl.Permission;
import org.dps4j.protocol.payload.acl.WildcardKind;
import org.dps4j.protocol.payload.cloud.CloudConfigurationAnswer;
import org.junit.jupiter.api.Test;

class DeviceStateTest {

    private static final Deliveries SERVICE = new Deliveries();
    private static final Instant NOW = Deliveries.BEGIN.plus(Duration.ofDays(1));
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration LIMIT = Duration.ofHours(1);
    private static final UUID OWNER = UUID.randomUUID();

    private final DeviceState fresh = DeviceStates.fresh();
    private final DeviceState installed = fresh.withCredentials(installed());

    private static Credentials installed() {
        KeyPair keys = Deliveries.newKeys();
        return Credentials.NONE
                .installManufacturerCertificate(SERVICE.manufacturerChain(keys.getPublic()), keys.getPrivate())
                .credentials();
    }

    private static <T> T applied(Change<T> change) {
        return ((Change.Applied<T>) change).value();
    }

    private static DeviceState provisioned(DeviceState state) {
        DeviceState owned = state.takeOwnership(OWNER)
                .withLastSyncedTime(NOW)
                .withSection("dps", Bytes.ofHex("a0"))
                .withCloud(CloudConfiguration.of(new CloudConfigurationAnswer(
                        Secret.ofText("let-me-in"),
                        "plgd",
                        URI.create("coaps+tcp://cloud.example:5684"),
                        UUID.randomUUID(),
                        List.of(),
                        Optional.empty())));
        DeviceState identified = applied(owned.replaceCredentials(SERVICE.to(owned, YEAR), NOW, LIMIT));
        return applied(identified.replaceAccessRules(List.of(new AccessControlEntry(
                OptionalInt.empty(),
                new AceSubject.DeviceSubject(OWNER),
                List.of(new AceResource.Wildcard(WildcardKind.ALL, List.of())),
                Permission.all(),
                Optional.of("dps"),
                List.of()))));
    }

    @Test
    void a_fresh_device_is_nobodys_and_holds_nothing() {
        assertThat(fresh.isOwned()).isFalse();
        assertThat(fresh.isSelfOwned()).isFalse();
        assertThat(fresh.ownership()).isEqualTo(Ownership.UNOWNED);
        assertThat(fresh.credentials()).isEqualTo(Credentials.NONE);
        assertThat(fresh.accessControlList()).isEqualTo(AccessControlList.NONE);
        assertThat(fresh.identity()).isEmpty();
    }

    @Test
    void a_device_that_owns_itself_works_but_has_no_owner() {
        DeviceState self = fresh.selfOwn();

        assertThat(self.isSelfOwned()).isTrue();
        assertThat(self.isOwned()).isFalse();
        assertThat(self.ownership().pstat().isOperational()).isTrue();
        assertThat(self.accessControlList()).isEqualTo(AccessControlList.bootstrap());
    }

    @Test
    void a_device_that_has_an_owner_does_not_take_itself_over() {
        DeviceState owned = fresh.takeOwnership(OWNER);

        assertThat(owned.selfOwn()).isEqualTo(owned);
    }

    @Test
    void a_device_in_soft_reset_takes_itself_over() {
        Ownership taken = Ownership.takenBy(OWNER);
        DeviceState resetting = new DeviceState(
                fresh.id(),
                fresh.name(),
                fresh.platform(),
                fresh.key(),
                new Ownership(
                        taken.doxm(),
                        new Pstat(OperationalState.SOFT_RESET, OWNER, 4, 4),
                        taken.credentialOwner(),
                        taken.aclOwner()),
                fresh.credentials(),
                fresh.securityProfiles(),
                fresh.accessControlList(),
                fresh.cloud(),
                fresh.lastSyncedTime(),
                fresh.sections());

        assertThat(resetting.selfOwn().isSelfOwned()).isTrue();
    }

    @Test
    void a_new_owner_finds_no_credential_but_the_manufacturers_and_only_the_bootstrap_rules() {
        DeviceState before = provisioned(installed);

        DeviceState after = before.takeOwnership(UUID.randomUUID());

        assertThat(after.isOwned()).isTrue();
        assertThat(after.credentials()).isEqualTo(installed.credentials());
        assertThat(after.accessControlList()).isEqualTo(AccessControlList.bootstrap());
    }

    @Test
    void a_new_owner_finds_neither_token_nor_account_of_the_one_before_but_the_server_that_was_selected() {
        DeviceState before = provisioned(installed);
        DeviceState online = before.withCloud(before.cloud()
                .withRegistration(new CloudRegistration(
                        "somebody", Secret.ofText("access"), Secret.ofText("refresh"), Optional.empty())));

        CloudConfiguration after = online.takeOwnership(UUID.randomUUID()).cloud();

        assertThat(after.isProvisioned()).isFalse();
        assertThat(after.registration()).isEmpty();
        assertThat(after.selected()).isEqualTo(before.cloud().selected());
    }

    @Test
    void the_same_owner_again_changes_nothing() {
        DeviceState before = provisioned(installed);

        assertThat(before.takeOwnership(OWNER)).isSameAs(before);
    }

    @Test
    void a_refused_delivery_is_a_value_and_leaves_the_state_alone() {
        DeviceState before = provisioned(installed);
        DeviceState other = DeviceStates.fresh();

        assertThat(before.replaceCredentials(SERVICE.to(other, YEAR), NOW, LIMIT))
                .isInstanceOf(Change.Refused.class);
        assertThat(before.replaceAccessRules(List.of())).isInstanceOf(Change.Refused.class);
    }

    @Test
    void a_factory_reset_leaves_name_and_platform_only() {
        DeviceState next = DeviceStates.fresh();

        DeviceState after = provisioned(installed).withName("kitchen").factoryReset(next.id(), next.key());

        assertThat(after).isEqualTo(DeviceState.fresh(next.id(), "kitchen", fresh.platform(), next.key()));
    }

    @Test
    void a_store_keeps_all_but_what_the_application_installed() {
        DeviceState before = provisioned(installed);

        DeviceState kept = before.withoutInstalledCredentials();

        assertThat(kept.credentials().all()).hasSize(2).noneMatch(credential -> credential.isInstalled());
        assertThat(kept.withCredentials(before.credentials())).isEqualTo(before);
        assertThat(kept.identity()).isEqualTo(before.identity());
    }

    @Test
    void a_section_belongs_to_its_module() {
        DeviceState state = fresh.withSection("one", Bytes.ofHex("01")).withSection("two", Bytes.ofHex("02"));

        assertThat(state.withSection("one", Bytes.ofHex("03")).section("one")).contains(Bytes.ofHex("03"));
        assertThat(state.section("two")).contains(Bytes.ofHex("02"));
        assertThat(state.section("three")).isEmpty();
    }

    @Test
    void a_name_has_1_to_256_characters() {
        assertThatThrownBy(() -> fresh.withName("")).hasMessageContaining("1 to 256 characters, not 0");
        assertThatThrownBy(() -> fresh.withName("x".repeat(257))).hasMessageContaining("not 257");
    }

    @Test
    void its_text_shows_who_it_is_and_no_secret() {
        DeviceState state = provisioned(installed);

        assertThat(state.toString())
                .contains(state.id().toString(), state.name(), OWNER.toString())
                .doesNotContain("let-me-in")
                .hasSizeLessThan(200);
    }
}
