package org.dps4j.service.authority;

/** No certificate was issued. */
public abstract sealed class AuthorityException extends RuntimeException {

    private AuthorityException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The authority will not sign this request, now or later. */
    public static final class Refused extends AuthorityException {
        public Refused(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The authority cannot sign at the moment; the same request may succeed later. */
    public static final class Unavailable extends AuthorityException {
        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
