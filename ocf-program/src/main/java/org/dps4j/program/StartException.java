package org.dps4j.program;

/** A program cannot start; the message is one line naming what is at fault and what to do. */
public final class StartException extends Exception {

    public StartException(String message) {
        super(message);
    }

    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
