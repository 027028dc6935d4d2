package org.dps4j.example;

/** The device cannot work: one line that names what is at fault and the remedy. */
sealed class StartFailure extends Exception permits UnreadableFile {

    private static final long serialVersionUID = 1L;

    StartFailure(String message) {
        super(message);
    }

    StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
