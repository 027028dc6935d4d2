package org.dps4j.protocol.payload.account;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.payload.PayloadCodec;

/**
 * The answer to a sign-up.
 *
 * @param accessToken with what the device signs in; not empty
 * @param userId whose device it is now; not empty
 * @param refreshToken with what it gets the next access token; not empty
 * @param redirect the server to turn to instead of this one
 * @param expiresIn how long the access token is good for, in whole seconds; empty for ever
 */
public record SignUpAnswer(
        Secret accessToken, String userId, Secret refreshToken, Optional<URI> redirect, Optional<Duration> expiresIn) {

    /** Its CBOR body. */
    public static final PayloadCodec<SignUpAnswer> CODEC = new SignUpAnswerCodec();

    /** @throws IllegalArgumentException if a token or the user id is empty */
    public SignUpAnswer {
        AccountMembers.requireNotEmpty("access token", accessToken);
        AccountMembers.requireNotEmpty("user id", userId);
        AccountMembers.requireNotEmpty("refresh token", refreshToken);
        Objects.requireNonNull(redirect, "redirect");
        Objects.requireNonNull(expiresIn, "expiresIn");
    }
}
