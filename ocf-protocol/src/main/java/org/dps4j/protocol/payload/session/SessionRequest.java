package org.dps4j.protocol.payload.session;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.payload.PayloadCodec;

/**
 * The body of POST {@code /oic/sec/session}.
 *
 * @param userId whose device it is
 * @param deviceId the id of the device
 * @param accessToken the device's access token
 * @param action what it wants; who signs in says all of the others, who signs out may leave them to the session
 */
public record SessionRequest(
        Optional<String> userId, Optional<UUID> deviceId, Optional<Secret> accessToken, SessionAction action) {

    /** Its CBOR body. */
    public static final PayloadCodec<SessionRequest> CODEC = new SessionRequestCodec();

    /** @throws IllegalArgumentException if somebody signs in without saying who it is */
    public SessionRequest {
        Objects.requireNonNull(userId, "userId");
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(accessToken, "accessToken");
        if (action == SessionAction.SIGN_IN && (userId.isEmpty() || deviceId.isEmpty() || accessToken.isEmpty())) {
            throw new IllegalArgumentException("signing in takes a user id, a device id and an access token");
        }
    }

    /** The device signs in. */
    public static SessionRequest signIn(String userId, UUID deviceId, Secret accessToken) {
        return new SessionRequest(
                Optional.of(userId), Optional.of(deviceId), Optional.of(accessToken), SessionAction.SIGN_IN);
    }

    /** The device signs out. */
    public static SessionRequest signOut(String userId, UUID deviceId, Secret accessToken) {
        return new SessionRequest(
                Optional.of(userId), Optional.of(deviceId), Optional.of(accessToken), SessionAction.SIGN_OUT);
    }
}
