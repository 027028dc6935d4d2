package org.dps4j.program.config;

import java.util.regex.Pattern;

/** One thing wrong with the file; ends the reading of the section it stands in, never of the whole file. */
final class Problem extends RuntimeException {

    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\v]+");

    /** What breaks a line in {@code text}, which may quote the file, becomes a space. */
    Problem(String file, int line, String text) {
        super(file + ":" + line + ": " + BREAKS.matcher(text).replaceAll(" "));
    }

    String line() {
        return String.valueOf(getMessage());
    }
}
