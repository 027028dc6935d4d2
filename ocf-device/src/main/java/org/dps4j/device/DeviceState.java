package org.dps4j.device;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.security.Change;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.device.security.SecurityProfiles;
import org.dps4j.device.security.acl.AccessControlList;
import org.dps4j.device.security.credential.Acceptance;
import org.dps4j.device.security.credential.CertificateCredential;
import org.dps4j.device.security.credential.Credentials;
import org.dps4j.device.security.credential.Identity;
import org.dps4j.device.security.credential.ProvisionedCredentials;
import org.dps4j.device.security.ownership.Ownership;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.payload.acl.AccessControlEntry;
import org.dps4j.protocol.payload.credential.Credential;
import org.dps4j.protocol.payload.credential.CredentialUsage;

/**
 * All that a device is and remembers, as one value. Its methods compute the next state and touch nothing; {@link Device}
 * makes it real.
 *
 * @param id the device's id; a factory reset makes a new one
 * @param name the name under which people and the cloud list it; it survives a factory reset
 * @param platform what it is made of
 * @param key its own key pair; a factory reset makes a new one
 * @param ownership who owns it
 * @param credentials what it holds; the ones the application installed are not kept by a store
 * @param securityProfiles what its maker claims; the baseline where the manufacturer certificate is gone that vouched for
 *     more. The application sets them at each start, they are not kept by a store
 * @param accessControlList who may do what
 * @param cloud which cloud it belongs to
 * @param lastSyncedTime the time it was last told
 * @param sections what the modules above this one remember, by their name
 */
public record DeviceState(
        UUID id,
        String name,
        Platform platform,
        DeviceKey key,
        Ownership ownership,
        Credentials credentials,
        SecurityProfiles securityProfiles,
        AccessControlList accessControlList,
        CloudConfiguration cloud,
        Optional<Instant> lastSyncedTime,
        Map<String, Bytes> sections) {

    /** How many characters a name has at most. */
    public static final int LONGEST_NAME = 256;

    public DeviceState {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(platform, "platform");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(ownership, "ownership");
        Objects.requireNonNull(credentials, "credentials");
        if (!vouchedFor(securityProfiles, credentials)) {
            securityProfiles = SecurityProfiles.BASELINE;
        }
        Objects.requireNonNull(accessControlList, "accessControlList");
        Objects.requireNonNull(cloud, "cloud");
        Objects.requireNonNull(lastSyncedTime, "lastSyncedTime");
        sections = Map.copyOf(sections);
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "a device's name has 1 to " + LONGEST_NAME + " characters, not " + name.length());
        }
    }

    /**
     * A device fresh from the factory.
     *
     * @param id a new random id ({@link UUID#randomUUID()})
     * @param key a new key pair
     */
    public static DeviceState fresh(UUID id, String name, Platform platform, DeviceKey key) {
        return new DeviceState(
                id,
                name,
                platform,
                key,
                Ownership.UNOWNED,
                Credentials.NONE,
                SecurityProfiles.BASELINE,
                AccessControlList.NONE,
                CloudConfiguration.DEFAULT,
                Optional.empty(),
                Map.of());
    }

    /**
     * A factory reset: a new id and key, and nothing left of owner, credentials, rules, cloud, time and sections. Name and
     * platform stay. The manufacturer's certificate goes too: the application installs it again.
     */
    public DeviceState factoryReset(UUID newId, DeviceKey newKey) {
        return fresh(newId, name, platform, newKey);
    }

    /** Whether somebody other than the device itself took it over by provisioning. */
    public boolean isOwned() {
        return !isSelfOwned() && ownership.isOwnedBy(ownership.doxm().deviceOwner());
    }

    /** Whether the device owns itself, so that it may work before a service says who its owner is. */
    public boolean isSelfOwned() {
        return ownership.isOwnedBy(id);
    }

    /** The device takes itself over, unless somebody already did. */
    public DeviceState selfOwn() {
        return ownership.pstat().state().isProvisioned() ? this : takeOwnership(id);
    }

    /**
     * {@code owner} takes the device over: every credential goes but those that the application installed, of the access
     * rules only those stay that let anybody see the device, and of the cloud only the selected server, without token and
     * account. Nothing happens where {@code owner} has it already.
     */
    public DeviceState takeOwnership(UUID owner) {
        if (ownership.isOwnedBy(owner)) {
            return this;
        }
        return with(Ownership.takenBy(owner), credentials.onlyInstalled(), AccessControlList.bootstrap())
                .withCloud(cloud.withoutAccess());
    }

    /**
     * Puts delivered credentials in place of those that were provisioned before, all or nothing.
     *
     * @param at the time to judge certificates by, see {@code DeviceClock.certificateTime()}
     * @param expiringLimit certificates with less than this left are refused
     */
    public Change<DeviceState> replaceCredentials(List<Credential> delivered, Instant at, Duration expiringLimit) {
        return ProvisionedCredentials.replace(credentials, delivered, new Acceptance(id, key, at, expiringLimit))
                .map(this::withCredentials);
    }

    /** Puts delivered access rules in place of those that were provisioned before, all or nothing. */
    public Change<DeviceState> replaceAccessRules(List<AccessControlEntry> delivered) {
        return accessControlList.replaceProvisioned(delivered).map(rules -> with(ownership, credentials, rules));
    }

    /** With what the device shows itself to its cloud, once provisioned. */
    public Optional<Identity> identity() {
        return credentials.identity(key);
    }

    /** The same state with these credentials. */
    public DeviceState withCredentials(Credentials other) {
        return with(ownership, other, accessControlList);
    }

    /**
     * The same state with these security profiles. Throws {@link IllegalArgumentException} where the credential that is to
     * vouch for them is no installed manufacturer certificate.
     */
    public DeviceState withSecurityProfiles(SecurityProfiles other) {
        if (!vouchedFor(other, credentials)) {
            throw new IllegalArgumentException("expected an installed manufacturer certificate that vouches for "
                    + other.current() + ", found none with the id "
                    + other.credential().orElseThrow());
        }
        return new DeviceState(
                id,
                name,
                platform,
                key,
                ownership,
                credentials,
                other,
                accessControlList,
                cloud,
                lastSyncedTime,
                sections);
    }

    private static boolean vouchedFor(SecurityProfiles profiles, Credentials credentials) {
        return profiles.credential().isEmpty()
                || credentials
                        .certificates(CredentialUsage.MANUFACTURER_CERTIFICATE)
                        .filter(CertificateCredential::isInstalled)
                        .anyMatch(credential -> profiles.credential().equals(Optional.of(credential.id())));
    }

    /** What a store keeps of this state: all but what the application installs at each start. */
    public DeviceState withoutInstalledCredentials() {
        return withCredentials(credentials.withoutInstalled());
    }

    /** The same state with another name. */
    public DeviceState withName(String other) {
        return new DeviceState(
                id,
                other,
                platform,
                key,
                ownership,
                credentials,
                securityProfiles,
                accessControlList,
                cloud,
                lastSyncedTime,
                sections);
    }

    /** The same state in another cloud, or in none ({@link CloudConfiguration#DEFAULT}). */
    public DeviceState withCloud(CloudConfiguration other) {
        return new DeviceState(
                id,
                name,
                platform,
                key,
                ownership,
                credentials,
                securityProfiles,
                accessControlList,
                other,
                lastSyncedTime,
                sections);
    }

    /** The same state after the device was told the time. */
    public DeviceState withLastSyncedTime(Instant time) {
        return new DeviceState(
                id,
                name,
                platform,
                key,
                ownership,
                credentials,
                securityProfiles,
                accessControlList,
                cloud,
                Optional.of(time),
                sections);
    }

    /** The same state of a device that forgot the time: its clock follows the system again, and it asks for the time anew. */
    public DeviceState withoutLastSyncedTime() {
        return new DeviceState(
                id,
                name,
                platform,
                key,
                ownership,
                credentials,
                securityProfiles,
                accessControlList,
                cloud,
                Optional.empty(),
                sections);
    }

    /** What a module above remembers under {@code module}. */
    public Optional<Bytes> section(String module) {
        return Optional.ofNullable(sections.get(module));
    }

    /** The same state, with {@code content} under {@code module}. */
    public DeviceState withSection(String module, Bytes content) {
        Map<String, Bytes> other = new HashMap<>(sections);
        other.put(module, content);
        return new DeviceState(
                id,
                name,
                platform,
                key,
                ownership,
                credentials,
                securityProfiles,
                accessControlList,
                cloud,
                lastSyncedTime,
                other);
    }

    /** The same state under another id. */
    public DeviceState withId(UUID other) {
        return new DeviceState(
                other,
                name,
                platform,
                key,
                ownership,
                credentials,
                securityProfiles,
                accessControlList,
                cloud,
                lastSyncedTime,
                sections);
    }

    /** The same state with other owners. */
    public DeviceState withOwnership(Ownership other) {
        return with(other, credentials, accessControlList);
    }

    /** The same state with other access rules. */
    public DeviceState withAccessControlList(AccessControlList other) {
        return with(ownership, credentials, other);
    }

    private DeviceState with(Ownership owned, Credentials held, AccessControlList rules) {
        return new DeviceState(
                id, name, platform, key, owned, held, securityProfiles, rules, cloud, lastSyncedTime, sections);
    }

    @Override
    public String toString() {
        return "DeviceState[" + id + ", " + name + ", owner " + ownership.doxm().deviceOwner() + ", "
                + credentials.all().size() + " credentials, "
                + accessControlList.entries().size() + " access rules]";
    }
}
