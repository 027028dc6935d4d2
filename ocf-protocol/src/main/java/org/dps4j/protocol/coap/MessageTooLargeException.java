package org.dps4j.protocol.coap;

import org.eclipse.californium.elements.exception.ConnectorException;

/** Fails a request that the peer would not take because of its size. Nothing was sent, the connection stays open. */
public final class MessageTooLargeException extends ConnectorException {

    private static final long serialVersionUID = 1L;

    private final long size;
    private final long limit;

    /** An exception for a message of {@code size} bytes where the peer takes {@code limit}. */
    public MessageTooLargeException(long size, long limit) {
        super("the message has " + size + " bytes, the peer takes " + limit);
        this.size = size;
        this.limit = limit;
    }

    /** The bytes of the whole message. */
    public long size() {
        return size;
    }

    /** The bytes that the peer takes. */
    public long limit() {
        return limit;
    }
}
