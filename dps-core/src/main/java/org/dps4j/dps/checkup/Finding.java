package org.dps4j.dps.checkup;

import java.util.Objects;

/**
 * What one check found. It holds no key; texts are one line each and of bounded length.
 *
 * @param tried what was tried
 * @param found what was found
 * @param remedy what to do, empty where there is no need
 */
public record Finding(Check check, Grade grade, String tried, String found, String remedy) {

    private static final int LONGEST = 600;

    /** Cuts the texts. */
    public Finding {
        Objects.requireNonNull(check, "check");
        Objects.requireNonNull(grade, "grade");
        tried = line(tried);
        found = line(found);
        remedy = line(remedy);
    }

    /** It is as it should be. */
    public static Finding ok(Check check, String tried, String found) {
        return new Finding(check, Grade.OK, tried, found, "");
    }

    /** Something should be done, but it does not stand in the way. */
    public static Finding warn(Check check, String tried, String found, String remedy) {
        return new Finding(check, Grade.WARN, tried, found, remedy);
    }

    /** It stands in the way. */
    public static Finding fail(Check check, String tried, String found, String remedy) {
        return new Finding(check, Grade.FAIL, tried, found, remedy);
    }

    /** It was not tried. */
    public static Finding skipped(Check check, Check because) {
        return new Finding(check, Grade.SKIPPED, "", "because " + because.word() + " failed", "");
    }

    /** It was not tried, and need not be. */
    static Finding notNeeded(Check check, String why) {
        return new Finding(check, Grade.SKIPPED, "", why, "");
    }

    /** The finding as one line: grade, check, what was tried, what was found, the remedy. */
    public String line() {
        return grade.word() + " " + check.word() + ": " + (tried.isEmpty() ? "" : tried + ": ") + found
                + (remedy.isEmpty() ? "" : "; " + remedy);
    }

    private static String line(String text) {
        return text.codePoints()
                .limit(LONGEST)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
