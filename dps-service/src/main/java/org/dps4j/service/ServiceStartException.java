package org.dps4j.service;

/** The service cannot start; the message is one line naming what is at fault and what to do. */
public final class ServiceStartException extends Exception {

    public ServiceStartException(String message) {
        super(message);
    }

    public ServiceStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
