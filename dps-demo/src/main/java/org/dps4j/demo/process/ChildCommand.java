package org.dps4j.demo.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How a child process is started.
 *
 * @param name what the demo calls it
 * @param words the program and its arguments
 * @param directory where it runs; must exist
 * @param environment what is added to the demo's own
 * @param log the file to which a copy of its output is added
 */
public record ChildCommand(String name, List<String> words, Path directory, Map<String, String> environment, Path log) {

    public ChildCommand {
        Objects.requireNonNull(name);
        words = List.copyOf(words);
        Objects.requireNonNull(directory);
        environment = Map.copyOf(environment);
        Objects.requireNonNull(log);
    }
}
