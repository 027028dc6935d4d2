package org.dps4j.protocol.payload.acl;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Who is granted access: the member {@code subject} of an access control entry. */
public sealed interface AceSubject {

    /**
     * A peer with this id.
     *
     * @param id the id in its identity certificate or of its shared key
     */
    record DeviceSubject(UUID id) implements AceSubject {

        public DeviceSubject {
            Objects.requireNonNull(id, "id");
        }
    }

    /**
     * Every peer that holds a role.
     *
     * @param role the name of the role; not empty
     * @param authority who defines it
     */
    record RoleSubject(String role, Optional<String> authority) implements AceSubject {

        /** @throws IllegalArgumentException if the role is empty */
        public RoleSubject {
            if (role.isEmpty()) {
                throw new IllegalArgumentException("a role has a name");
            }
            Objects.requireNonNull(authority, "authority");
        }
    }

    /**
     * Every peer connected in this way.
     *
     * @param type the way
     */
    record ConnectionSubject(ConnectionType type) implements AceSubject {

        public ConnectionSubject {
            Objects.requireNonNull(type, "type");
        }
    }
}
