package org.dps4j.testkit.peer;

import java.time.Duration;

/** The other end did not read or write in time. */
final class DeadlineException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient Duration waited;

    DeadlineException(Deadline missed) {
        super("missed a deadline");
        this.waited = missed.length();
    }

    String what() {
        return "nothing moved within " + waited;
    }
}
