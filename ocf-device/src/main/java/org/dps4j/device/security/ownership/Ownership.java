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
 * @param domain the secure domain it belongs to
 */
public record Ownership(Doxm doxm, Pstat pstat, UUID credentialOwner, UUID aclOwner, SecureDomain domain) {

    /** A device fresh from the factory: ready to be taken over, owned by nobody. */
    public static final Ownership UNOWNED = new Ownership(Doxm.UNOWNED, Pstat.UNOWNED, Doxm.NOBODY, Doxm.NOBODY);

    public Ownership {
        Objects.requireNonNull(doxm, "doxm");
        Objects.requireNonNull(pstat, "pstat");
        Objects.requireNonNull(credentialOwner, "credentialOwner");
        Objects.requireNonNull(aclOwner, "aclOwner");
        Objects.requireNonNull(domain, "domain");
    }

    /** Without a secure domain. */
    public Ownership(Doxm doxm, Pstat pstat, UUID credentialOwner, UUID aclOwner) {
        this(doxm, pstat, credentialOwner, aclOwner, SecureDomain.NONE);
    }

    /** The same with another owner of the device. */
    public Ownership with(Doxm other) {
        return new Ownership(other, pstat, credentialOwner, aclOwner, domain);
    }

    /** The same in another operational state. */
    public Ownership with(Pstat other) {
        return new Ownership(doxm, other, credentialOwner, aclOwner, domain);
    }

    /** The same in another secure domain. */
    public Ownership with(SecureDomain other) {
        return new Ownership(doxm, pstat, credentialOwner, aclOwner, other);
    }

    /** The same, with another owner of {@code /oic/sec/cred}. */
    public Ownership withCredentialOwner(UUID other) {
        return new Ownership(doxm, pstat, other, aclOwner, domain);
    }

    /** The same, with another owner of {@code /oic/sec/acl2}. */
    public Ownership withAclOwner(UUID other) {
        return new Ownership(doxm, pstat, credentialOwner, other, domain);
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
