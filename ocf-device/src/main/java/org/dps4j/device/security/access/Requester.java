package org.dps4j.device.security.access;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.dps4j.protocol.payload.credential.RoleId;
import org.dps4j.protocol.pki.OcfIdentity;

/**
 * Who asks a device.
 *
 * @param channel how the request came
 * @param id the id that the peer proved, such as that of its certificate's common name {@code uuid:<id>}
 * @param key the public key that the peer proved to have the private one of
 * @param roles the roles that the peer proved
 */
public record Requester(Channel channel, Optional<UUID> id, Optional<PublicKey> key, Set<RoleId> roles) {

    /** Somebody who asks in clear. */
    public static final Requester ANONYMOUS =
            new Requester(Channel.CLEAR, Optional.empty(), Optional.empty(), Set.of());

    /** Somebody on an encrypted connection who proved no id. */
    public static final Requester UNNAMED = new Requester(Channel.SECURE, Optional.empty(), Optional.empty(), Set.of());

    public Requester {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(key, "key");
        roles = Set.copyOf(roles);
        if (channel == Channel.CLEAR && (id.isPresent() || key.isPresent() || !roles.isEmpty())) {
            throw new IllegalArgumentException("who asks in clear proves nothing");
        }
    }

    /** A peer on an encrypted connection who proved this id. */
    public static Requester of(UUID id) {
        return new Requester(Channel.SECURE, Optional.of(id), Optional.empty(), Set.of());
    }

    /** A peer on an encrypted connection who proved this certificate, which the transport checked. */
    public static Requester of(X509Certificate certificate) {
        return new Requester(
                Channel.SECURE, OcfIdentity.deviceIdOf(certificate), Optional.of(certificate.getPublicKey()), Set.of());
    }

    /** The same peer, on another kind of channel. */
    public Requester on(Channel other) {
        return new Requester(other, id, key, roles);
    }

    /** The same peer with these roles. */
    public Requester with(Set<RoleId> proved) {
        return new Requester(channel, id, key, proved);
    }
}
