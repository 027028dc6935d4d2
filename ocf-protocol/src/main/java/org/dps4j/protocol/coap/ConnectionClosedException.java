package org.dps4j.protocol.coap;

import org.eclipse.californium.elements.exception.ConnectorException;

/** Fails a dial, a request or a ping whose connection is gone. Says why it went. */
public final class ConnectionClosedException extends ConnectorException {

    private static final long serialVersionUID = 1L;

    private final transient CloseReason reason;

    /** An exception for a connection that ended with {@code reason}. */
    public ConnectionClosedException(CloseReason reason) {
        super(reason.describe());
        this.reason = reason;
    }

    /** Why the connection ended. */
    public CloseReason reason() {
        return reason;
    }
}
