package org.dps4j.service.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.dps4j.service.enrollment.DeviceIdPolicy;
import org.dps4j.service.enrollment.ExpiredCertificates;

/**
 * One enrollment group as configured.
 *
 * @param certificateChainFile PEM, leaf-most authority first, up to and including the self-signed root
 * @param leadCertificateName the common name of the certificate of that chain that devices' chains must pass; when
 *     absent, the first of the chain
 * @param hubs the ids of the group's hubs, in order of preference; never empty
 * @param allowedDeviceIds the ids of {@link DeviceIdPolicy#LISTED}, else empty
 */
public record GroupSettings(
        UUID id,
        String name,
        String owner,
        Path certificateChainFile,
        Optional<String> leadCertificateName,
        ExpiredCertificates expiredCertificates,
        List<UUID> hubs,
        Optional<Path> preSharedKeyFile,
        DeviceIdPolicy deviceIds,
        Set<UUID> allowedDeviceIds) {

    /** The longest owner, in characters. */
    public static final int MAX_OWNER = 256;

    public GroupSettings {
        Objects.requireNonNull(id);
        Objects.requireNonNull(certificateChainFile);
        Objects.requireNonNull(leadCertificateName);
        Objects.requireNonNull(expiredCertificates);
        Objects.requireNonNull(preSharedKeyFile);
        Objects.requireNonNull(deviceIds);
        hubs = List.copyOf(hubs);
        allowedDeviceIds = Set.copyOf(allowedDeviceIds);
        if (name.isBlank() || owner.isBlank()) {
            throw new IllegalArgumentException("name and owner must not be empty");
        }
        if (owner.length() > MAX_OWNER) {
            throw new IllegalArgumentException(
                    "owner must not be longer than " + MAX_OWNER + " characters, found " + owner.length());
        }
        if (hubs.isEmpty()) {
            throw new IllegalArgumentException("hubs must name at least one hub");
        }
        if (deviceIds == DeviceIdPolicy.LISTED && allowedDeviceIds.isEmpty()) {
            throw new IllegalArgumentException("deviceIds 'listed' needs allowedDeviceIds");
        }
        if (deviceIds != DeviceIdPolicy.LISTED && !allowedDeviceIds.isEmpty()) {
            throw new IllegalArgumentException("allowedDeviceIds needs deviceIds 'listed', else any id is given out");
        }
    }
}
