package org.dps4j.service.record;

/** Text from outside, made fit to be kept: one line, no control characters, not longer than wanted. */
final class BoundedText {

    private BoundedText() {}

    static String of(String text, int limit) {
        String line = text.length() > limit ? text.substring(0, limit) : text;
        StringBuilder kept = new StringBuilder(line.length());
        line.chars().map(c -> Character.isISOControl(c) ? ' ' : c).forEach(c -> kept.append((char) c));
        return kept.toString();
    }
}
