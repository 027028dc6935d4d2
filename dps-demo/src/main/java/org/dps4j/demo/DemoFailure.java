package org.dps4j.demo;

/** The demo cannot go on: one line that says what failed, and why. */
final class DemoFailure extends Exception {

    DemoFailure(String message) {
        super(message);
    }

    DemoFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
