package org.dps4j.example;

import java.util.Objects;

/**
 * What one check found.
 *
 * @param check what was tried
 * @param text what was found, and the remedy where there is need of one
 */
record Finding(Grade grade, String check, String text) {

    /** How bad it is. */
    enum Grade {
        OK("ok"),
        WARN("warn"),
        FAIL("FAIL"),
        /** Not tried, because a check that it depends on failed. */
        SKIPPED("skipped");

        private final String word;

        Grade(String word) {
            this.word = word;
        }
    }

    Finding {
        Objects.requireNonNull(grade);
        Objects.requireNonNull(check);
        text = text.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static Finding ok(String check, String text) {
        return new Finding(Grade.OK, check, text);
    }

    static Finding warn(String check, String text) {
        return new Finding(Grade.WARN, check, text);
    }

    static Finding fail(String check, String text) {
        return new Finding(Grade.FAIL, check, text);
    }

    static Finding skipped(String check, String dependsOn) {
        return new Finding(Grade.SKIPPED, check, "needs " + dependsOn);
    }

    /** The finding as one line. */
    String line() {
        return grade.word + " " + check + ": " + text;
    }
}
