package org.dps4j.demo.pki;

/** The PKI could not be made, in one line: what is at fault and what to do. */
public final class PkiDirectoryException extends Exception {

    PkiDirectoryException(String message) {
        super(message);
    }

    PkiDirectoryException(String message, Throwable cause) {
        super(message, cause);
    }
}
