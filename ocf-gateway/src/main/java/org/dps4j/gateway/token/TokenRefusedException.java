package org.dps4j.gateway.token;

/** A sign-up token is no good and never will be; the message never holds any of it. */
public final class TokenRefusedException extends Exception {

    public TokenRefusedException(String message) {
        super(message);
    }
}
