package org.dps4j.gateway.token;

import org.dps4j.protocol.Secret;

/** Judges the tokens that devices bring when they sign up. */
@FunctionalInterface
public interface TokenVerifier {

    /**
     * What {@code token} says. May block; may be called by any thread but a loop's.
     *
     * @throws TokenRefusedException if it is no good
     * @throws TokenUncheckedException if that cannot be said now
     */
    SignUpToken verify(Secret token) throws TokenRefusedException, TokenUncheckedException;
}
