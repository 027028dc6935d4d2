package org.dps4j.program.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Any text as a configuration with a value of each kind but addresses, whose names would be looked up: the values, or a
 * {@link ConfigException} with one line for each problem.
 *
 * <p>Input: the text.
 */
public final class YamlFuzz {

    private static final String FILE = "it.yaml";

    private YamlFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        try {
            assertThat(ConfigReader.read(FILE, Path.of(""), text, YamlFuzz::values))
                    .doesNotContainNull();
        } catch (ConfigException refused) {
            assertThat(refused.problems())
                    .isNotEmpty()
                    .allSatisfy(problem ->
                            assertThat(problem).matches(FILE + ":\\d+: .+").hasLineCount(1));
        }
    }

    private static List<Object> values(ConfigReader reader, Section root) {
        reader.knows(root, "text", "duration", "number", "choice", "id", "list", "file", "path", "section", "sections");
        return List.of(
                root.optional("text", Scalars.TEXT, Function.identity()),
                root.duration("duration", Duration.ZERO),
                root.number("number", 0),
                root.choice("choice", TimeUnit.DAYS),
                root.optional("id", Scalars.ID, Scalars::id),
                root.list("list", Scalars.ID, Scalars::id),
                root.optional("path", "a path", root::resolve),
                root.has("file") ? root.existingFile("file") : "none",
                Optional.ofNullable(reader.section(root, "section", section -> section.text("a", "none"))),
                reader.sections(root, "sections", section -> section.duration("b", Duration.ZERO)));
    }
}
