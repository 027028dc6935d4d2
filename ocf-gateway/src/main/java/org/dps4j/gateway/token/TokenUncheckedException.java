package org.dps4j.gateway.token;

/** A sign-up token could not be judged now, because the keys that verify it are out of reach. */
public final class TokenUncheckedException extends Exception {

    public TokenUncheckedException(String message, Throwable cause) {
        super(message, cause);
    }
}
