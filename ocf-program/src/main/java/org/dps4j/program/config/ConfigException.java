package org.dps4j.program.config;

import java.util.List;

/** The configuration cannot be used; every problem is one line that names file, line, key and what was expected. */
public final class ConfigException extends Exception {

    private final transient List<String> problems;

    public ConfigException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** The problems, one line each, in the order of the file. */
    public List<String> problems() {
        return problems;
    }
}
