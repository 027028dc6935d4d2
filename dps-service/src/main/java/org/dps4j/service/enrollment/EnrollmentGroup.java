package org.dps4j.service.enrollment;

import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.pki.OcfIdentity;
import org.dps4j.service.hub.Hubs;

/**
 * The devices of one owner that share a certificate authority of their manufacturer.
 *
 * @param owner whose devices these are, as access tokens name it
 * @param authorities the certificates a device's chain must end in
 * @param lead the one among them that a device's chain must pass
 * @param preSharedKey 16 or 32 bytes with which the owner reaches a device, if there is one
 * @param allowedDeviceIds the ids of {@link DeviceIdPolicy#LISTED}, else empty
 */
public record EnrollmentGroup(
        UUID id,
        String name,
        String owner,
        GroupAuthorities authorities,
        X509Certificate lead,
        ExpiredCertificates expiredCertificates,
        Hubs hubs,
        Optional<Secret> preSharedKey,
        DeviceIdPolicy deviceIds,
        Set<UUID> allowedDeviceIds) {

    public EnrollmentGroup {
        Objects.requireNonNull(id);
        Objects.requireNonNull(name);
        Objects.requireNonNull(authorities);
        Objects.requireNonNull(expiredCertificates);
        Objects.requireNonNull(hubs);
        Objects.requireNonNull(preSharedKey);
        Objects.requireNonNull(deviceIds);
        allowedDeviceIds = Set.copyOf(allowedDeviceIds);
        if (owner.isBlank()) {
            throw new IllegalArgumentException("a group has an owner");
        }
        if (!authorities.all().contains(lead)) {
            throw new IllegalArgumentException("the lead certificate is one of the group's");
        }
        preSharedKey.ifPresent(key -> {
            if (key.size() != 16 && key.size() != 32) {
                throw new IllegalArgumentException("a pre-shared key has 16 or 32 bytes, not " + key.size());
            }
        });
    }

    /** The owner as devices are told it: a UUID, made from the name if it is none. */
    public UUID ownerId() {
        return OcfIdentity.ownerUuid(owner);
    }

    /** Names the group as messages do. */
    public String label() {
        return name.equals(id.toString()) ? name : name + " (" + id + ")";
    }
}
