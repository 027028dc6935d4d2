package org.dps4j.protocol.payload.acl;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.payload.PayloadException;

/**
 * One entry of {@code aclist2}, an ACE (OCF Security, {@code oic.sec.acl2}).
 *
 * @param id the member {@code aceid}; an existing entry with the same id is replaced, without one the device draws one
 * @param subject who may
 * @param resources on what; at least one
 * @param permissions may do what
 * @param tag the member {@code tag}; {@code dps} on what the provisioning service delivers
 * @param validity when; always if empty
 */
public record AccessControlEntry(
        OptionalInt id,
        AceSubject subject,
        List<AceResource> resources,
        Set<Permission> permissions,
        Optional<String> tag,
        List<Validity> validity) {

    /** @throws IllegalArgumentException if there are no resources: such an entry would grant nothing */
    public AccessControlEntry {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(subject, "subject");
        resources = List.copyOf(resources);
        if (resources.isEmpty()) {
            throw new IllegalArgumentException("an access control entry names at least one resource");
        }
        permissions = Permission.ofMask(Permission.mask(permissions));
        Objects.requireNonNull(tag, "tag");
        validity = List.copyOf(validity);
    }

    /** An entry that is always valid, without id or tag. */
    public static AccessControlEntry of(AceSubject subject, List<AceResource> resources, Set<Permission> permissions) {
        return new AccessControlEntry(
                OptionalInt.empty(), subject, resources, permissions, Optional.empty(), List.of());
    }

    /** The same entry with this id. */
    public AccessControlEntry withId(int newId) {
        return new AccessControlEntry(OptionalInt.of(newId), subject, resources, permissions, tag, validity);
    }

    /** The same entry with this tag. */
    public AccessControlEntry withTag(String newTag) {
        return new AccessControlEntry(id, subject, resources, permissions, Optional.of(newTag), validity);
    }

    /** One entry of {@code aclist2} as it came in a larger body. */
    public static AccessControlEntry of(MapReader members) throws PayloadException {
        return EntryMembers.read(members);
    }

    /** The entry as a part of a larger body. */
    public CborMap toCbor() {
        return EntryMembers.write(this);
    }
}
