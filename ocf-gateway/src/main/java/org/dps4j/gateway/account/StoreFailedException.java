package org.dps4j.gateway.account;

/** The store cannot be read or written; what was there stays. */
public final class StoreFailedException extends RuntimeException {

    public StoreFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
