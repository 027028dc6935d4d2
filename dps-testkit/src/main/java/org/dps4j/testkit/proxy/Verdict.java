package org.dps4j.testkit.proxy;

/** What shall become of a connection. */
enum Verdict {
    GO_ON,
    CLOSE,
    RESET;

    static Verdict of(Cut cut) {
        return cut == Cut.RESET ? RESET : CLOSE;
    }

    Verdict and(Verdict other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
