package org.dps4j.program.config;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** A mapping of the file with typed access to its keys; everything wrong is a {@link Problem} naming line and key. */
public final class Section {

    private final String file;
    private final Path base;
    private final String path;
    private final YamlNode.Mapping node;

    private Section(String file, Path base, String path, YamlNode.Mapping node) {
        this.file = file;
        this.base = base;
        this.path = path;
        this.node = node;
    }

    /** The whole document; {@code base} is what relative paths are relative to. */
    static Section root(String file, Path base, YamlNode document) {
        if (document instanceof YamlNode.Mapping mapping) {
            return new Section(file, base, "", mapping);
        }
        throw new Problem(file, document.line(), "expected a mapping of sections, found " + document.describe());
    }

    /** Reports every key that is not among {@code known}. */
    void knows(Set<String> known, Consumer<Problem> problems) {
        for (String key : node.entries().keySet()) {
            if (!known.contains(key)) {
                String remedy = NearestName.of(key, known)
                        .map(nearest -> "did you mean '" + nearest + "'?")
                        .orElse("known are " + String.join(", ", new LinkedHashSet<>(known)));
                problems.accept(new Problem(file, lineOf(key), "unknown key '" + name(key) + "', " + remedy));
            }
        }
    }

    /** Whether the key is there and not empty. */
    public boolean has(String key) {
        YamlNode value = node.entries().get(key);
        return value != null
                && !(value instanceof YamlNode.Scalar scalar && scalar.text().isEmpty());
    }

    /** The section below {@code key}, empty when it is not there. */
    public Section section(String key) {
        if (!has(key)) {
            return new Section(file, base, name(key), new YamlNode.Mapping(node.line(), Map.of(), Map.of()));
        }
        return asSection(name(key), value(key, "a mapping"));
    }

    /** The sections of the list below {@code key}; none when it is not there. */
    List<Section> sections(String key) {
        List<Section> sections = new ArrayList<>();
        List<YamlNode> items = items(key, "a list of mappings");
        for (int i = 0; i < items.size(); i++) {
            sections.add(asSection(name(key) + "[" + i + "]", items.get(i)));
        }
        return sections;
    }

    /** The value of a key that must be there; {@code expected} says in an error what would be right. */
    public <T> T read(String key, String expected, Function<String, T> parse) {
        return parse(name(key), value(key, expected), expected, parse);
    }

    /** The value, or {@code otherwise} when the key is not there. */
    public <T> T readOr(String key, T otherwise, String expected, Function<String, T> parse) {
        return has(key) ? read(key, expected, parse) : otherwise;
    }

    /** The value, empty when the key is not there. */
    public <T> Optional<T> optional(String key, String expected, Function<String, T> parse) {
        return has(key) ? Optional.of(read(key, expected, parse)) : Optional.empty();
    }

    /** The values of a list; none when the key is not there. */
    public <T> List<T> list(String key, String expected, Function<String, T> parse) {
        List<T> values = new ArrayList<>();
        List<YamlNode> items = items(key, "a list of " + expected);
        for (int i = 0; i < items.size(); i++) {
            values.add(parse(name(key) + "[" + i + "]", items.get(i), expected, parse));
        }
        return values;
    }

    /** A file that must be there. */
    public Path existingFile(String key) {
        return read(key, "a readable file", text -> {
            Path resolved = resolve(text);
            if (!Files.isRegularFile(resolved) || !Files.isReadable(resolved)) {
                throw new IllegalArgumentException("found '" + resolved + "', which "
                        + (Files.exists(resolved) ? "cannot be read" : "does not exist"));
            }
            return resolved;
        });
    }

    /** A path of the file, which is relative to the file's folder. */
    public Path resolve(String text) {
        return base.resolve(text).toAbsolutePath().normalize();
    }

    /** Turns a value's own complaint, from its constructor, into a problem of this section. */
    Problem refused(IllegalArgumentException cause) {
        return new Problem(file, node.line(), (path.isEmpty() ? "" : path + ": ") + cause.getMessage());
    }

    /** A text, or {@code otherwise}. */
    public String text(String key, String otherwise) {
        return readOr(key, otherwise, Scalars.TEXT, Function.identity());
    }

    /** A duration, or {@code otherwise}. */
    public Duration duration(String key, Duration otherwise) {
        return readOr(key, otherwise, Scalars.DURATION, Scalars::duration);
    }

    /** A whole number, or {@code otherwise}. */
    public int number(String key, int otherwise) {
        return readOr(key, otherwise, Scalars.NUMBER, Scalars::number);
    }

    /** Where to listen or {@code otherwise}, which is the example in an error, too. */
    public InetSocketAddress address(String key, InetSocketAddress otherwise) {
        String port = ":" + otherwise.getPort();
        return readOr(key, otherwise, "an address such as 127.0.0.1" + port + " or [::1]" + port, Scalars::address);
    }

    /** One of the constants of an enum, spelled in lower case with hyphens, or {@code otherwise}. */
    public <E extends Enum<E>> E choice(String key, E otherwise) {
        Class<E> type = otherwise.getDeclaringClass();
        return readOr(key, otherwise, Scalars.choices(type), text -> Scalars.choice(type, text));
    }

    private <T> T parse(String name, YamlNode value, String expected, Function<String, T> parse) {
        if (!(value instanceof YamlNode.Scalar scalar) || scalar.text().isEmpty()) {
            throw new Problem(file, value.line(), name + ": expected " + expected + ", found " + value.describe());
        }
        try {
            return parse.apply(scalar.text());
        } catch (IllegalArgumentException e) {
            String found = String.valueOf(e.getMessage());
            throw new Problem(
                    file,
                    value.line(),
                    name + ": expected " + expected + ", "
                            + (found.startsWith("found ") ? found : "found " + value.describe()));
        }
    }

    private List<YamlNode> items(String key, String expected) {
        if (!has(key)) {
            return List.of();
        }
        YamlNode value = value(key, expected);
        if (value instanceof YamlNode.Sequence sequence) {
            return sequence.items();
        }
        throw new Problem(file, value.line(), name(key) + ": expected " + expected + ", found " + value.describe());
    }

    private YamlNode value(String key, String expected) {
        YamlNode value = node.entries().get(key);
        if (value == null) {
            throw new Problem(file, node.line(), "missing key '" + name(key) + "', expected " + expected);
        }
        return value;
    }

    private Section asSection(String name, YamlNode value) {
        if (value instanceof YamlNode.Mapping mapping) {
            return new Section(file, base, name, mapping);
        }
        throw new Problem(file, value.line(), name + ": expected a mapping, found " + value.describe());
    }

    private int lineOf(String key) {
        return node.keyLines().getOrDefault(key, node.line());
    }

    private String name(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
