package org.dps4j.device.resource.security;

import java.util.List;
import org.dps4j.device.Device;
import org.dps4j.device.resource.Resource;
import org.dps4j.device.resource.core.Maintenance;
import org.dps4j.device.security.access.AssertedRoles;

/** The resources of {@code /oic/sec} that every device has. */
public final class SecurityResources {

    /** Where the device shows its security profiles. */
    public static final String PROFILES_HREF = SecurityProfileResource.HREF;

    private SecurityResources() {}

    /**
     * All of them, in the order in which they are listed.
     *
     * @param roles where the roles go that peers show
     * @param maintenance what resets the device when its state is written so
     */
    public static List<Resource> of(Device device, AssertedRoles roles, Maintenance maintenance) {
        return List.of(
                DoxmResource.of(device),
                PstatResource.of(device, maintenance),
                AclResource.of(device),
                CredentialResource.of(device),
                SecurityProfileResource.of(device),
                SigningRequestResource.of(device),
                RolesResource.of(device, roles),
                SecureDomainResource.of(device));
    }
}
