package org.dps4j.loop;

/** A timer that can be called off. Thread-safe; calling it off late or twice has no effect. */
@FunctionalInterface
public interface Cancellable {

    /** Calls the timer off: once this returned on the loop, its task does not run any more. */
    void cancel();
}
