package org.dps4j.device.cloud;

/** Makes texts from outside fit for a log: one line, bounded, printable. */
final class FailureText {

    private static final int LONGEST = 300;

    private FailureText() {}

    static String line(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return cut.replaceAll("[\\p{Cntrl}\\p{Cf}]+", " ").strip();
    }

    static String suffix(String diagnostic) {
        return diagnostic.isEmpty() ? "" : " (" + diagnostic + ")";
    }
}
