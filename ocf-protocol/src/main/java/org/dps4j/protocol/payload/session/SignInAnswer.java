package org.dps4j.protocol.payload.session;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.dps4j.protocol.payload.PayloadCodec;

/**
 * The answer to a sign-in. The one to a sign-out is an empty map.
 *
 * @param expiresIn how long the session lasts, in whole seconds; empty for ever
 */
public record SignInAnswer(Optional<Duration> expiresIn) {

    /** Its CBOR body. */
    public static final PayloadCodec<SignInAnswer> CODEC = new SignInAnswerCodec();

    public SignInAnswer {
        Objects.requireNonNull(expiresIn, "expiresIn");
    }
}
