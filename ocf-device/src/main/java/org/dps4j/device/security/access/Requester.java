package org.dps4j.device.security.access;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.dps4j.protocol.payload.credential.RoleId;

/**
 * Who asks a device.
 *
 * @param channel how the request came
 * @param id the id that the peer proved, such as that of its certificate's common name {@code uuid:<id>}
 * @param roles the roles that the peer proved
 */
public record Requester(Channel channel, Optional<UUID> id, Set<RoleId> roles) {

    /** Somebody who asks in clear. */
    public static final Requester ANONYMOUS = new Requester(Channel.CLEAR, Optional.empty(), Set.of());

    /** Somebody on an encrypted connection who proved no id. */
    public static final Requester UNNAMED = new Requester(Channel.SECURE, Optional.empty(), Set.of());

    public Requester {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(id, "id");
        roles = Set.copyOf(roles);
        if (channel == Channel.CLEAR && (id.isPresent() || !roles.isEmpty())) {
            throw new IllegalArgumentException("who asks in clear proves nothing");
        }
    }

    /** A peer on an encrypted connection who proved this id. */
    public static Requester of(UUID id) {
        return new Requester(Channel.SECURE, Optional.of(id), Set.of());
    }
}
