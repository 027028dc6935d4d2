package org.dps4j.example;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.retry.RetryTable;

/**
 * Reads the command line of {@code dps_cloud_server}; options may stand before, between and behind the arguments. By
 * hand, for a library that does it takes a tenth of a second of each start.
 */
final class CommandLineReader {

    private static final String SEE_HELP = "see ./dps_cloud_server --help";
    private static final int MOST_ARGUMENTS = 2;

    /** What the first mistake says; the rest is not read. */
    private static final class Mistake extends Exception {
        private static final long serialVersionUID = 1L;
        private final String text;

        Mistake(String text) {
            this.text = text;
        }
    }

    private final Deque<String> left;
    private final List<String> arguments = new ArrayList<>();
    private ServiceTrust trust = ServiceTrust.VERIFIED;
    private LogLevel logLevel = LogLevel.INFO;
    private RetryTable retry = RetryTable.DEFAULT;
    private boolean help;

    private CommandLineReader(String... line) {
        left = new ArrayDeque<>(List.of(line));
    }

    static Invocation read(String... line) {
        CommandLineReader reader = new CommandLineReader(line);
        try {
            reader.readAll();
            return reader.help ? new Invocation.Help(HelpText.TEXT) : new Invocation.Run(reader.options());
        } catch (Mistake mistake) {
            return new Invocation.Wrong(mistake.text);
        }
    }

    private void readAll() throws Mistake {
        boolean optionsMayFollow = true;
        while (!left.isEmpty() && !help) {
            String word = left.remove();
            if (optionsMayFollow && word.equals("--")) {
                optionsMayFollow = false;
            } else if (optionsMayFollow && word.startsWith("-") && word.length() > 1) {
                option(word);
            } else if (arguments.size() < MOST_ARGUMENTS) {
                arguments.add(word);
            } else {
                throw new Mistake("invalid option(" + word + "): " + SEE_HELP);
            }
        }
    }

    private void option(String word) throws Mistake {
        boolean isLong = word.startsWith("--");
        int nameEnd = isLong ? word.indexOf('=') : 2;
        String name = nameEnd < 0 || nameEnd == word.length() ? word : word.substring(0, nameEnd);
        Optional<String> attached = name.length() == word.length()
                ? Optional.empty()
                : Optional.of(word.substring(isLong ? nameEnd + 1 : nameEnd));
        switch (name) {
            case "-l", "--log-level" -> logLevel = logLevel(value("--log-level", attached));
            case "-r", "--retry-configuration" -> retry = retryTable(value("--retry-configuration", attached));
            case "-n", "--no-verify-ca" -> {
                refuseValue(word, attached);
                trust = ServiceTrust.ANYBODY;
            }
            case "-h", "--help" -> {
                refuseValue(word, attached);
                help = true;
            }
            default -> throw new Mistake("invalid option(" + word + "): " + SEE_HELP);
        }
    }

    private String value(String option, Optional<String> attached) throws Mistake {
        if (attached.isEmpty() && left.isEmpty()) {
            throw new Mistake("invalid option(" + option + "): it needs a value, " + SEE_HELP);
        }
        return attached.orElseGet(left::remove);
    }

    private static void refuseValue(String word, Optional<String> attached) throws Mistake {
        if (attached.isPresent()) {
            throw new Mistake("invalid option(" + word + "): it takes no value, " + SEE_HELP);
        }
    }

    private static LogLevel logLevel(String name) throws Mistake {
        return LogLevel.named(name)
                .orElseThrow(
                        () -> new Mistake("invalid log-level (" + name + "): expected one of " + LogLevel.words()));
    }

    private static RetryTable retryTable(String text) throws Mistake {
        return RetryOption.parse(text)
                .orElseThrow(() -> new Mistake("invalid retry configuration(" + text + "): expected 1 to 8 numbers of"
                        + " seconds from 1 to 255, separated by commas, such as 10,20,40"));
    }

    private Options options() throws Mistake {
        String name = arguments.isEmpty() ? Options.DEFAULT_NAME : arguments.get(0);
        if (name.isBlank() || name.length() > Options.LONGEST_NAME) {
            throw new Mistake(
                    "invalid device-name(" + name + "): expected 1 to " + Options.LONGEST_NAME + " characters");
        }
        String endpoint = arguments.size() < MOST_ARGUMENTS ? Options.DEFAULT_ENDPOINT : arguments.get(1);
        return new Options(name, endpoint(endpoint), !arguments.isEmpty(), trust, logLevel, retry);
    }

    private static Optional<DpsEndpoint> endpoint(String text) throws Mistake {
        try {
            return text.isEmpty() ? Optional.empty() : Optional.of(DpsEndpoint.of(text));
        } catch (IllegalArgumentException e) {
            throw new Mistake("ERROR: failed to add endpoint address (" + text + "): " + e.getMessage());
        }
    }
}
