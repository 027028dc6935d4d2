package org.dps4j.protocol.payload.account;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.payload.PayloadCodec;

/**
 * The body of POST {@code /oic/sec/tokenrefresh}: a device asks for its next access token.
 *
 * @param userId whose device it is; not empty
 * @param deviceId the id of the device
 * @param authorizationProvider who issued the token
 * @param refreshToken the refresh token it got last; not empty
 */
public record RefreshRequest(
        String userId, UUID deviceId, Optional<String> authorizationProvider, Secret refreshToken) {

    /** Its CBOR body. */
    public static final PayloadCodec<RefreshRequest> CODEC = new RefreshRequestCodec();

    /** @throws IllegalArgumentException if the token or the user id is empty */
    public RefreshRequest {
        AccountMembers.requireNotEmpty("user id", userId);
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(authorizationProvider, "authorizationProvider");
        AccountMembers.requireNotEmpty("refresh token", refreshToken);
    }
}
