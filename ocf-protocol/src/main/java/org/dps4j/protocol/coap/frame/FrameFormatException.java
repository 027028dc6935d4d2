package org.dps4j.protocol.coap.frame;

/** Bytes that are not a CoAP message; the message says what was found. */
public final class FrameFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    /** An exception that says what was found in place of what. */
    public FrameFormatException(String message) {
        super(message);
    }
}
