package org.dps4j.dps.checkup;

/** How bad a finding is. */
public enum Grade {
    OK("ok"),
    /** A start works all the same, as far as can be told. */
    WARN("warn"),
    FAIL("fail"),
    /** Not tried, because a check that it depends on failed, or because there is nothing to try. */
    SKIPPED("skipped");

    private final String word;

    Grade(String word) {
        this.word = word;
    }

    /** How it is called in a line. */
    public String word() {
        return word;
    }
}
