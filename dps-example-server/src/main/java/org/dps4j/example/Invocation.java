package org.dps4j.example;

/** What a command line comes down to. */
sealed interface Invocation {

    /** Run the device. */
    record Run(Options options) implements Invocation {}

    /** Say what stands in the way of the device, and end; {@code endpoint} as it was given, which may be no address. */
    record Check(Options options, String endpoint) implements Invocation {}

    /** Print this and end well. */
    record Help(String text) implements Invocation {}

    /** Print this one line and end badly. */
    record Wrong(String message) implements Invocation {}
}
