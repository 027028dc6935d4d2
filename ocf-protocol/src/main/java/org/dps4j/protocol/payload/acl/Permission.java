package org.dps4j.protocol.payload.acl;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What an access control entry allows: one bit each of the member {@code permission} (OCF Security, CRUDN). */
public enum Permission {
    CREATE(1),
    RETRIEVE(2),
    UPDATE(4),
    DELETE(8),
    NOTIFY(16);

    private final int bit;

    Permission(int bit) {
        this.bit = bit;
    }

    /** Every permission there is. */
    public static Set<Permission> all() {
        return Collections.unmodifiableSet(EnumSet.allOf(Permission.class));
    }

    /**
     * The permissions of a mask on the wire.
     *
     * @throws IllegalArgumentException if a bit is set that means nothing
     */
    public static Set<Permission> ofMask(long mask) {
        if (mask < 0 || mask > 31) {
            throw new IllegalArgumentException("expected a mask from 0 to 31, found " + mask);
        }
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        Arrays.stream(values()).filter(its -> (mask & its.bit) != 0).forEach(permissions::add);
        return Collections.unmodifiableSet(permissions);
    }

    /** The mask on the wire of a set of permissions. */
    public static int mask(Set<Permission> permissions) {
        return permissions.stream().mapToInt(its -> its.bit).sum();
    }
}
