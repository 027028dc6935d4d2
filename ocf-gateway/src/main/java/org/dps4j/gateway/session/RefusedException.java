package org.dps4j.gateway.session;

import org.eclipse.californium.core.coap.CoAP.ResponseCode;

/** A request is refused; the peer gets the code, and the message as diagnostic text. Never holds a secret. */
public final class RefusedException extends RuntimeException {

    private final ResponseCode code;

    public RefusedException(ResponseCode code, String message) {
        super(message);
        this.code = code;
    }

    /** The code for the peer. */
    public ResponseCode code() {
        return code;
    }
}
