package org.dps4j.example;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How much the program logs, by the names that the command line knows. */
enum LogLevel {
    DISABLED,
    TRACE,
    DEBUG,
    INFO,
    NOTICE,
    WARNING,
    ERROR;

    static Optional<LogLevel> named(String name) {
        return Arrays.stream(values())
                .filter(level -> level.word().equals(name))
                .findFirst();
    }

    /** The names of all levels, for a message. */
    static String words() {
        return Arrays.stream(values()).map(LogLevel::word).collect(Collectors.joining(", "));
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
