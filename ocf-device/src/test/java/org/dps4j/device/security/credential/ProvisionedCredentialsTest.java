package org.dps4j.device.security.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.dps4j.device.DeviceState;
import org.dps4j.device.DeviceStates;
import org.dps4j.device.security.Change;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.cbor.CborValue.CborInteger;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborText;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.protocol.payload.credential.Credential;
import org.dps4j.protocol.payload.credential.CredentialType;
import org.dps4j.protocol.payload.credential.CredentialUsage;
import org.dps4j.protocol.payload.credential.Encoding;
import org.dps4j.protocol.payload.credential.PrivateData;
import org.dps4j.protocol.payload.credential.PublicData;
import org.dps4j.protocol.payload.credential.RoleId;
import org.dps4j.protocol.payload.credential.Subject;
import org.junit.jupiter.api.Test;

class ProvisionedCredentialsTest {

    private static final Deliveries SERVICE = new Deliveries();
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Duration LIMIT = Duration.ofHours(1);
    private static final Instant NOW = Deliveries.BEGIN.plus(Duration.ofDays(1));
    private static final KeyPair MANUFACTURER = Deliveries.newKeys();

    private final DeviceState device = DeviceStates.fresh();
    private final Credentials installed = Credentials.NONE
            .installManufacturerCertificate(
                    SERVICE.manufacturerChain(MANUFACTURER.getPublic()), MANUFACTURER.getPrivate())
            .credentials()
            .installManufacturerTrustAnchors(List.of(SERVICE.rootCertificate()))
            .credentials();

    private Change<Credentials> replace(Credentials current, List<Credential> delivered) {
        return replaceAt(NOW, current, delivered);
    }

    private Change<Credentials> replaceAt(Instant at, Credentials current, List<Credential> delivered) {
        return ProvisionedCredentials.replace(current, delivered, new Acceptance(device.id(), device.key(), at, LIMIT));
    }

    private Credentials applied(Credentials current, List<Credential> delivered) {
        return ((Change.Applied<Credentials>) replace(current, delivered)).value();
    }

    private static void assertRefused(Change<Credentials> change, String reason) {
        assertThat(change).isInstanceOf(Change.Refused.class);
        assertThat(((Change.Refused<Credentials>) change).reason()).contains(reason);
    }

    private static List<Credential> plus(List<Credential> delivered, Credential more) {
        List<Credential> longer = new ArrayList<>(delivered);
        longer.add(more);
        return longer;
    }

    @Test
    void a_first_delivery_stands_beside_what_the_application_installed() {
        Credentials after = applied(installed, SERVICE.to(device, YEAR));

        assertThat(after.all()).extracting(DeviceCredential::id).containsExactly(1, 2, 3, 4);
        assertThat(after.onlyInstalled()).isEqualTo(installed);
        assertThat(after.withoutInstalled().all()).allMatch(DeviceCredential::isProvisioned);
    }

    @Test
    void a_second_delivery_takes_the_place_of_the_first() {
        Credentials first = applied(installed, SERVICE.to(device, YEAR));

        Credentials second = applied(first, SERVICE.to(device, YEAR.multipliedBy(2)));

        assertThat(second.all()).hasSize(4);
        assertThat(second.identity(device.key()).orElseThrow().chain())
                .isNotEqualTo(first.identity(device.key()).orElseThrow().chain());
    }

    @Test
    void a_delivered_id_is_taken_unless_another_credential_has_it() {
        List<Credential> delivered = SERVICE.to(device, YEAR);

        Credentials after = applied(
                installed, List.of(delivered.get(0).withId(77), delivered.get(1).withId(1)));

        assertThat(after.all()).extracting(DeviceCredential::id).containsExactly(1, 2, 77, 3);
        assertThat(after.onlyInstalled()).isEqualTo(installed);
    }

    @Test
    void the_same_id_twice_is_refused() {
        List<Credential> delivered = SERVICE.to(device, YEAR);

        assertRefused(
                replace(
                        installed,
                        List.of(delivered.get(0).withId(7), delivered.get(1).withId(7))),
                "7 twice");
    }

    @Test
    void a_credential_without_the_tag_is_refused_as_a_whole() {
        List<Credential> delivered = SERVICE.to(device, YEAR);
        Credential untagged = Credential.ofCertificates(
                new Subject.Anyone(),
                CredentialUsage.MANUFACTURER_TRUST_ANCHOR,
                SERVICE.trustAnchor().publicData().orElseThrow());

        assertRefused(replace(installed, plus(delivered, untagged)), "one without a tag");
        assertRefused(replace(installed, plus(delivered, untagged.withTag("mine"))), "one with the tag mine");
    }

    @Test
    void an_identity_for_another_key_is_refused() {
        Credential foreign = SERVICE.identity(device.id(), Deliveries.newKeys().getPublic(), YEAR);

        assertRefused(replace(installed, List.of(foreign, SERVICE.trustAnchor())), "one for another key");
    }

    @Test
    void an_identity_for_another_id_is_refused() {
        UUID other = UUID.randomUUID();
        Credential foreign = SERVICE.identity(other, device.key().publicKey(), YEAR);

        assertRefused(replace(installed, List.of(foreign, SERVICE.trustAnchor())), "uuid:" + other);
    }

    @Test
    void an_identity_may_bring_a_key_of_its_own_if_it_is_the_right_one() {
        KeyPair own = Deliveries.newKeys();

        Credentials after = applied(
                installed,
                List.of(withKey(SERVICE.identity(device.id(), own.getPublic(), YEAR), own), SERVICE.trustAnchor()));
        assertThat(after.identity(device.key()).orElseThrow().privateKey()).isEqualTo(own.getPrivate());

        Credential mismatched = withKey(SERVICE.identity(device.id(), own.getPublic(), YEAR), Deliveries.newKeys());
        assertRefused(replace(installed, List.of(mismatched, SERVICE.trustAnchor())), "one for another key");
    }

    private static Credential withKey(Credential identity, KeyPair keys) {
        return new Credential(
                identity.id(),
                identity.type(),
                identity.subject(),
                identity.usage(),
                identity.publicData(),
                Optional.of(new PrivateData(
                        Encoding.PEM,
                        Secret.ofText(Deliveries.block(
                                "PRIVATE KEY", keys.getPrivate().getEncoded())),
                        OptionalLong.empty())),
                identity.role(),
                identity.tag());
    }

    @Test
    void an_identity_and_an_anchor_are_needed() {
        assertRefused(replace(installed, List.of(SERVICE.trustAnchor())), "no identity certificate");
        assertRefused(
                replace(
                        installed,
                        List.of(SERVICE.identity(device.id(), device.key().publicKey(), YEAR))),
                "no trust anchor");
    }

    @Test
    void an_identity_out_of_its_time_or_about_to_be_is_refused() {
        List<Credential> delivered = SERVICE.to(device, Duration.ofDays(2));
        Instant end = Deliveries.BEGIN.plus(Duration.ofDays(2));

        assertRefused(replaceAt(Deliveries.BEGIN.minusSeconds(1), installed, delivered), "not valid before");
        assertRefused(replaceAt(end.plusSeconds(1), installed, delivered), "expired at");
        assertRefused(replaceAt(end.minus(LIMIT).plusSeconds(1), installed, delivered), "expiring at");
        assertThat(replaceAt(end.minus(LIMIT), installed, delivered)).isInstanceOf(Change.Applied.class);
    }

    @Test
    void a_delivered_shared_key_is_kept() {
        UUID owner = UUID.randomUUID();
        Credential psk = Credential.ofSharedKey(
                        new Subject.Device(owner), PrivateData.ofKey(Secret.ofBytes(new byte[16])))
                .withTag("dps");

        Credentials after = applied(installed, plus(SERVICE.to(device, YEAR), psk));

        assertThat(after.all())
                .contains(new PresharedKeyCredential(
                        5, new Subject.Device(owner), Secret.ofBytes(new byte[16]), Optional.of("dps")));
    }

    @Test
    void shared_keys_and_roles_are_shown_without_their_secret_stored_and_replaced_by_the_next_delivery() {
        Credential shared = Credential.ofSharedKey(
                        new Subject.Device(device.id()), PrivateData.ofKey(Secret.ofBytes(new byte[16])))
                .withTag("dps");
        Credential role = new Credential(
                OptionalInt.of(40),
                CredentialType.CERTIFICATE,
                new Subject.Device(device.id()),
                Optional.of(CredentialUsage.ROLE_CERTIFICATE),
                SERVICE.identity(device.id(), device.key().publicKey(), YEAR).publicData(),
                Optional.empty(),
                Optional.of(new RoleId("guard", Optional.of("the owner"))),
                Optional.of("dps"));
        Credentials mine = installed.with(
                new PresharedKeyCredential(9, new Subject.Anyone(), Secret.ofBytes(new byte[32]), Optional.of("mine")));

        Credentials first = applied(mine, plus(plus(SERVICE.to(device, YEAR), shared), role));
        Credentials second = applied(first, SERVICE.to(device, YEAR));

        assertThat(StoredCredentials.read(StoredCredentials.write(first)))
                .isEqualTo(new Change.Applied<>(first.withoutInstalled()));
        CborMap shownRole = ShownCredential.of(first.find(40).orElseThrow());
        assertThat(shownRole.members().get("roleid"))
                .isEqualTo(new MapWriter()
                        .text("role", "guard")
                        .text("authority", "the owner")
                        .toMap());
        assertThat(shownRole.members()).containsEntry("credusage", new CborText("oic.sec.cred.rolecert"));
        CborMap shownKey = ShownCredential.of(first.all().stream()
                .filter(PresharedKeyCredential.class::isInstance)
                .filter(DeviceCredential::isProvisioned)
                .findFirst()
                .orElseThrow());
        assertThat(shownKey.members())
                .containsEntry("credtype", new CborInteger(1))
                .containsEntry(
                        "privatedata",
                        new MapWriter()
                                .text("data", "")
                                .text("encoding", "oic.sec.encoding.raw")
                                .toMap())
                .doesNotContainKeys("credusage", "publicdata");
        assertThat(second.all()).hasSize(5).contains(mine.find(9).orElseThrow());
    }

    @Test
    void what_cannot_be_read_is_refused() {
        List<Credential> delivered = SERVICE.to(device, YEAR);
        Credential garbled = Credential.ofCertificates(
                        new Subject.Anyone(), CredentialUsage.TRUST_ANCHOR, PublicData.ofPem("-----BEGIN nothing"))
                .withTag("dps");
        Credential raw = new Credential(
                OptionalInt.empty(),
                CredentialType.CERTIFICATE,
                new Subject.Anyone(),
                Optional.of(CredentialUsage.TRUST_ANCHOR),
                Optional.of(new PublicData(
                        Encoding.RAW, garbled.publicData().orElseThrow().data())),
                Optional.empty(),
                Optional.empty(),
                Optional.of("dps"));
        Credential group = new Credential(
                OptionalInt.empty(),
                CredentialType.GROUP_KEY,
                new Subject.Anyone(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("dps"));

        assertThat(replace(installed, plus(delivered, garbled))).isInstanceOf(Change.Refused.class);
        assertRefused(replace(installed, plus(delivered, raw)), "certificates in PEM");
        assertRefused(replace(installed, plus(delivered, group)), "GROUP_KEY");
    }

    @Test
    void too_many_credentials_are_refused() {
        List<Credential> many = new ArrayList<>(SERVICE.to(device, YEAR));
        Credential anchor = SERVICE.trustAnchor();
        while (many.size() < 255) {
            many.add(anchor);
        }

        assertRefused(replace(installed, many), "at most 256 credentials");
    }

    @Test
    void the_first_identity_is_the_device_and_the_anchors_are_those_that_were_delivered() {
        Credentials after = applied(
                installed,
                plus(
                        SERVICE.to(device, YEAR),
                        SERVICE.identity(device.id(), device.key().publicKey(), YEAR.multipliedBy(2))));

        Identity identity = after.identity(device.key()).orElseThrow();

        assertThat(identity.credentialId()).isEqualTo(3);
        assertThat(identity.privateKey()).isEqualTo(device.key().privateKey());
        assertThat(identity.trustAnchors()).containsExactly(SERVICE.rootCertificate());
    }

    @Test
    void the_check_finds_the_first_end_among_chain_and_anchor() {
        Credentials after = applied(installed, SERVICE.to(device, YEAR));

        assertThat(CredentialCheck.of(after, NOW, LIMIT))
                .isEqualTo(new CredentialCheck.Usable(Deliveries.BEGIN, Deliveries.BEGIN.plus(YEAR)));
        assertThat(CredentialCheck.of(installed, NOW, LIMIT)).isInstanceOf(CredentialCheck.Unusable.class);
    }

    @Test
    void no_text_shows_a_key() {
        Credentials after = applied(installed, SERVICE.to(device, YEAR));

        List<X509Certificate> chain = SERVICE.manufacturerChain(MANUFACTURER.getPublic());
        assertThat(after.toString()
                        + device
                        + device.key()
                        + after.identity(device.key()).orElseThrow())
                .doesNotContain(
                        device.key().privateKey().toString(),
                        MANUFACTURER.getPrivate().toString())
                .contains("secret")
                .contains(chain.get(0).getSubjectX500Principal().toString());
    }
}
