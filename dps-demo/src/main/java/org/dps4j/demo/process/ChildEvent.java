package org.dps4j.demo.process;

/** What a child process says or does. */
public sealed interface ChildEvent {

    /** The name of the child. */
    String child();

    /** A line of its output, cut to a bounded length. */
    record Line(String child, String text) implements ChildEvent {}

    /** Its end, after the last line. */
    record Ended(String child, int exitCode) implements ChildEvent {}
}
