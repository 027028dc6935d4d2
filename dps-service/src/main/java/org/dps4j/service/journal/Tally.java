package org.dps4j.service.journal;

/**
 * How many lines of a kind were written in an interval, and how many were not.
 *
 * @param written at most {@link #FIRST}
 * @param held those that came afterwards
 */
record Tally(int written, long held) {

    /** How many are written before the others are only counted. */
    static final int FIRST = 5;

    static final Tally NONE = new Tally(0, 0);

    /** With one line more. */
    Tally plusOne() {
        return isWriting() ? new Tally(written + 1, 0) : new Tally(written, held + 1);
    }

    /** For the next interval: after one with too many lines, every further one is only counted. */
    Tally next() {
        return held > 0 ? new Tally(FIRST, 0) : NONE;
    }

    boolean isWriting() {
        return written < FIRST;
    }
}
