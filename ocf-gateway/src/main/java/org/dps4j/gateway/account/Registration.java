package org.dps4j.gateway.account;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.dps4j.protocol.Bytes;

/**
 * A device that signed up.
 *
 * @param owner whose it is; the device knows it as {@code uid}
 * @param grants the tokens it may use, the newest first; an older pair stays until the device signed in with the new one,
 *     for the answer that brought it may be lost
 */
public record Registration(UUID deviceId, String owner, Instant registeredAt, List<TokenGrant> grants) {

    private static final int MOST_GRANTS = 2;

    public Registration {
        Objects.requireNonNull(deviceId);
        Objects.requireNonNull(owner);
        Objects.requireNonNull(registeredAt);
        grants = List.copyOf(grants);
        if (grants.size() > MOST_GRANTS) {
            throw new IllegalArgumentException("a device has at most " + MOST_GRANTS + " pairs of tokens");
        }
    }

    /** The grant whose access token has this digest. */
    public Optional<TokenGrant> withAccess(Bytes digest) {
        return grant(grant -> grant.access().equals(digest));
    }

    /** The grant whose refresh token has this digest. */
    public Optional<TokenGrant> withRefresh(Bytes digest) {
        return grant(grant -> grant.refresh().equals(digest));
    }

    /** The same with this grant alone. */
    public Registration only(TokenGrant grant) {
        return new Registration(deviceId, owner, registeredAt, List.of(grant));
    }

    /** The same with a new grant beside the one it was made from. */
    public Registration refreshed(TokenGrant fresh, TokenGrant from) {
        return new Registration(deviceId, owner, registeredAt, List.of(fresh, from));
    }

    private Optional<TokenGrant> grant(Predicate<TokenGrant> wanted) {
        return grants.stream().filter(wanted).findFirst();
    }
}
