package org.dps4j.device.security.access;

import java.util.Set;
import org.dps4j.protocol.payload.acl.Permission;

/** What is to be done with a resource, and which permissions of an access rule allow it: any one of them is enough. */
public enum Access {
    /** GET, once or observing. */
    READ(Set.of(Permission.RETRIEVE, Permission.NOTIFY)),
    /** POST and PUT. */
    WRITE(Set.of(Permission.CREATE, Permission.UPDATE)),
    /** DELETE. */
    DELETE(Set.of(Permission.DELETE));

    private final Set<Permission> permissions;

    Access(Set<Permission> permissions) {
        this.permissions = permissions;
    }

    boolean isAllowedBy(Set<Permission> granted) {
        return permissions.stream().anyMatch(granted::contains);
    }
}
