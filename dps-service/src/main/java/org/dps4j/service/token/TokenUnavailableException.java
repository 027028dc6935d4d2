package org.dps4j.service.token;

/** No token could be issued at the moment; the same request may succeed later. */
public final class TokenUnavailableException extends RuntimeException {

    public TokenUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
