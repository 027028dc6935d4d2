package org.dps4j.program.config;

/** One thing wrong with the file; ends the reading of the section it stands in, never of the whole file. */
final class Problem extends RuntimeException {

    Problem(String file, int line, String text) {
        super(file + ":" + line + ": " + text);
    }

    String line() {
        return String.valueOf(getMessage());
    }
}
