package org.dps4j.protocol.payload.credential;

import java.util.Objects;
import java.util.Optional;

/**
 * The role a role certificate grants: the member {@code roleid}.
 *
 * @param role its name; not empty
 * @param authority who defines it
 */
public record RoleId(String role, Optional<String> authority) {

    /** @throws IllegalArgumentException if the role is empty */
    public RoleId {
        if (role.isEmpty()) {
            throw new IllegalArgumentException("a role has a name");
        }
        Objects.requireNonNull(authority, "authority");
    }
}
