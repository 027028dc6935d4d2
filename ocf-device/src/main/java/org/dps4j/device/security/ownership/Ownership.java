package org.dps4j.device.security.ownership;

import java.util.Objects;
import java.util.UUID;

/**
 * Who owns a device and each of its security resources.
 *
 * @param doxm the device's owner
 * @param pstat the device's operational state
 * @param credentialOwner {@code rowneruuid} of {@code /oic/sec/cred}
 * @param aclOwner {@code rowneruuid} of {@code /oic/sec/acl2}
 */
public record Ownership(Doxm doxm, Pstat pstat, UUID credentialOwner, UUID aclOwner) {

    /** A device fresh from the factory: ready to be taken over, owned by nobody. */
    public static final Ownership UNOWNED = new Ownership(Doxm.UNOWNED, Pstat.UNOWNED, Doxm.NOBODY, Doxm.NOBODY);

    public Ownership {
        Objects.requireNonNull(doxm, "doxm");
        Objects.requireNonNull(pstat, "pstat");
        Objects.requireNonNull(credentialOwner, "credentialOwner");
        Objects.requireNonNull(aclOwner, "aclOwner");
    }

    /** A device in normal operation that {@code owner} took over by provisioning; it owns every resource. */
    public static Ownership takenBy(UUID owner) {
        if (owner.equals(Doxm.NOBODY)) {
            throw new IllegalArgumentException("the nil UUID owns nothing");
        }
        return new Ownership(new Doxm(owner, owner, Doxm.METHOD_VENDOR), Pstat.operatedBy(owner), owner, owner);
    }

    /**
     * Whether {@code owner} owns the device and all of its security resources, the device works normally, and it was
     * taken over by provisioning.
     */
    public boolean isOwnedBy(UUID owner) {
        return doxm.isOwned()
                && doxm.deviceOwner().equals(owner)
                && doxm.resourceOwner().equals(owner)
                && doxm.selectedMethod() == Doxm.METHOD_VENDOR
                && pstat.resourceOwner().equals(owner)
                && pstat.isOperational()
                && credentialOwner.equals(owner)
                && aclOwner.equals(owner);
    }
}
