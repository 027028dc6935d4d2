package org.dps4j.protocol.coap;

import org.eclipse.californium.elements.exception.ConnectorException;

/** Fails a request whose answer came but must not be used, such as one with an unknown critical option. */
public final class UnusableAnswerException extends ConnectorException {

    private static final long serialVersionUID = 1L;

    /** An exception that says what was found in the answer. */
    public UnusableAnswerException(String found) {
        super("the answer cannot be used: " + found);
    }
}
