package org.dps4j.gateway;

/** The gateway cannot start; the message is one line naming what is at fault and what to do. */
public final class GatewayStartException extends Exception {

    public GatewayStartException(String message) {
        super(message);
    }

    public GatewayStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
