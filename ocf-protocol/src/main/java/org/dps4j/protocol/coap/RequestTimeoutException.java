package org.dps4j.protocol.coap;

import java.time.Duration;
import org.eclipse.californium.elements.exception.ConnectorException;

/** Fails a request or a ping that had no answer within its deadline. The connection stays open. */
public final class RequestTimeoutException extends ConnectorException {

    private static final long serialVersionUID = 1L;

    private final Duration deadline;

    /** An exception for a request that had no answer within {@code deadline}. */
    public RequestTimeoutException(Duration deadline) {
        super("no answer within " + deadline.toMillis() + " ms");
        this.deadline = deadline;
    }

    /** The deadline that passed. */
    public Duration deadline() {
        return deadline;
    }
}
