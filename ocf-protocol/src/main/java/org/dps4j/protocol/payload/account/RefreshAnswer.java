package org.dps4j.protocol.payload.account;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.dps4j.protocol.Secret;
import org.dps4j.protocol.payload.PayloadCodec;

/**
 * The answer to a refresh.
 *
 * @param accessToken with what the device signs in from now on; not empty
 * @param refreshToken with what it gets the next one, the same as before or another; not empty
 * @param redirect the server to turn to instead of this one
 * @param expiresIn how long the access token is good for, in whole seconds; empty for ever
 */
public record RefreshAnswer(
        Secret accessToken, Secret refreshToken, Optional<URI> redirect, Optional<Duration> expiresIn) {

    /** Its CBOR body. */
    public static final PayloadCodec<RefreshAnswer> CODEC = new RefreshAnswerCodec();

    /** @throws IllegalArgumentException if a token is empty */
    public RefreshAnswer {
        AccountMembers.requireNotEmpty("access token", accessToken);
        AccountMembers.requireNotEmpty("refresh token", refreshToken);
        Objects.requireNonNull(redirect, "redirect");
        Objects.requireNonNull(expiresIn, "expiresIn");
    }
}
