package org.dps4j.protocol.payload.credential;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.payload.PayloadException;

/**
 * One entry of {@code creds} (OCF Security, {@code oic.sec.cred}).
 *
 * @param id the member {@code credid}; an existing entry with the same id is replaced, without one the device draws one
 * @param type the member {@code credtype}
 * @param subject the member {@code subjectuuid}
 * @param usage the member {@code credusage}
 * @param publicData the member {@code publicdata}
 * @param privateData the member {@code privatedata}; a credential of type PSK has a key of 16 or 32 bytes in it
 * @param role the member {@code roleid}
 * @param tag the member {@code tag}; {@code dps} on what the provisioning service delivers
 */
public record Credential(
        OptionalInt id,
        CredentialType type,
        Subject subject,
        Optional<CredentialUsage> usage,
        Optional<PublicData> publicData,
        Optional<PrivateData> privateData,
        Optional<RoleId> role,
        Optional<String> tag) {

    /** @throws IllegalArgumentException if the type is PSK and there is no key of 16 or 32 bytes */
    public Credential {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(usage, "usage");
        Objects.requireNonNull(publicData, "publicData");
        Objects.requireNonNull(privateData, "privateData");
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(tag, "tag");
        if (type == CredentialType.PSK
                && privateData.flatMap(PrivateData::sharedKey).isEmpty()) {
            throw new IllegalArgumentException("a pre-shared key has 16 or 32 bytes");
        }
    }

    /** Certificates of {@code usage} about {@code subject}, without id or tag. */
    public static Credential ofCertificates(Subject subject, CredentialUsage usage, PublicData chain) {
        return new Credential(
                OptionalInt.empty(),
                CredentialType.CERTIFICATE,
                subject,
                Optional.of(usage),
                Optional.of(chain),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A pre-shared key about {@code subject}, without id or tag. */
    public static Credential ofSharedKey(Subject subject, PrivateData key) {
        return new Credential(
                OptionalInt.empty(),
                CredentialType.PSK,
                subject,
                Optional.empty(),
                Optional.empty(),
                Optional.of(key),
                Optional.empty(),
                Optional.empty());
    }

    /** The same credential with this id. */
    public Credential withId(int newId) {
        return new Credential(OptionalInt.of(newId), type, subject, usage, publicData, privateData, role, tag);
    }

    /** The same credential with this tag. */
    public Credential withTag(String newTag) {
        return new Credential(id, type, subject, usage, publicData, privateData, role, Optional.of(newTag));
    }

    /** One entry of {@code creds} as it came in a larger body. */
    public static Credential of(MapReader members) throws PayloadException {
        return CredentialMembers.read(members);
    }
}
