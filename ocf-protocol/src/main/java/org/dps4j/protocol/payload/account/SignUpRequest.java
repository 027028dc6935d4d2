package org.dps4j.protocol.payload.account;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.payload.PayloadCodec;

/**
 * The body of POST {@code /oic/sec/account}: a device asks for an account.
 *
 * @param deviceId the id of the device
 * @param authorizationProvider who vouches for the token
 * @param accessToken the token or authorization code that provisioning delivered; not empty
 * @param userId the account it had before
 */
public record SignUpRequest(
        UUID deviceId, Optional<String> authorizationProvider, Secret accessToken, Optional<String> userId) {

    /** Its CBOR body. */
    public static final PayloadCodec<SignUpRequest> CODEC = new SignUpRequestCodec();

    /** @throws IllegalArgumentException if the token is empty */
    public SignUpRequest {
        Objects.requireNonNull(deviceId, "deviceId");
        Objects.requireNonNull(authorizationProvider, "authorizationProvider");
        Objects.requireNonNull(userId, "userId");
        AccountMembers.requireNotEmpty("access token", accessToken);
    }
}
