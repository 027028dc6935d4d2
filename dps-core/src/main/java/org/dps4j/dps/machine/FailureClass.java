package org.dps4j.dps.machine;

/** What kind of failure it is, and so what follows. */
public enum FailureClass {
    /** Passes by itself: pause, the same step; the third in a row repeats all steps. */
    TRANSIENT,
    /** No answer in time: the same step at once; counts like a transient one. */
    TIMEOUT,
    /** The service refused, what it delivered cannot be used, or its dates say that the time is wrong: pause, all steps. */
    REJECTED,
    /** No connection came up: pause, the same step; what is done stays done. */
    UNREACHABLE,
    /** The device itself could not do it: pause, the same step; what was stored stays. */
    LOCAL
}
