package org.dps4j.example;

/** The leases of this machine do not say where the service is: one line that names the file and what is wrong. */
final class UnusableLeases extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableLeases(String message) {
        super(message);
    }

    UnusableLeases(String message, Throwable cause) {
        super(message, cause);
    }
}
