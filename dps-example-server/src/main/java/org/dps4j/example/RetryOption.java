package org.dps4j.example;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dps4j.dps.retry.RetryTable;

/** The timeouts of the attempts as a command line writes them, such as {@code 10,20,40}. */
final class RetryOption {

    private static final Pattern NUMBERS = Pattern.compile("[0-9]{1,9}(,[0-9]{1,9})*");

    private RetryOption() {}

    /** The table that {@code text} writes; empty when it writes none. */
    static Optional<RetryTable> parse(String text) {
        if (!NUMBERS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(RetryTable.ofSeconds(
                    Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray()));
        } catch (IllegalArgumentException outOfBounds) {
            return Optional.empty();
        }
    }
}
