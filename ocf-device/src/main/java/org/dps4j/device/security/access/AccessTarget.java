package org.dps4j.device.security.access;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The resource that somebody wants access to.
 *
 * @param href its path
 * @param exposure how widely it is shown
 * @param interfaceName the interface through which it is to be seen
 * @param owner {@code rowneruuid} of this resource, where it has one
 * @param openBeforeOwnership what anybody may do while the device waits for an owner
 */
public record AccessTarget(
        String href, Exposure exposure, String interfaceName, Optional<UUID> owner, Set<Access> openBeforeOwnership) {

    /** How widely a resource is shown. */
    public enum Exposure {
        /** In no list. */
        HIDDEN,
        /** Listed, with encrypted endpoints only. */
        SECURE,
        /** Listed, with an endpoint in clear besides. */
        CLEAR
    }

    public AccessTarget {
        Objects.requireNonNull(href, "href");
        Objects.requireNonNull(exposure, "exposure");
        Objects.requireNonNull(interfaceName, "interfaceName");
        Objects.requireNonNull(owner, "owner");
        openBeforeOwnership = Set.copyOf(openBeforeOwnership);
    }

    ResourceKind kind() {
        return ResourceKind.of(href);
    }
}
