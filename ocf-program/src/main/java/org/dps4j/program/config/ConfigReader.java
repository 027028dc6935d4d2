package org.dps4j.program.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads a configuration part by part, so that one reading finds everything that is wrong with it. */
public final class ConfigReader {

    private static final long MAX_SIZE = 1 << 20;

    private final List<String> problems = new ArrayList<>();

    private ConfigReader() {}

    /**
     * Reads and checks a YAML file of 1 MiB at most. Relative paths in it are relative to its folder.
     *
     * @param read makes the configuration of the root section; null if a part of it was refused
     * @throws ConfigException naming everything that is wrong
     */
    public static <T> T read(Path file, BiFunction<ConfigReader, Section, @Nullable T> read) throws ConfigException {
        Path absolute = file.toAbsolutePath().normalize();
        Path base = Optional.ofNullable(absolute.getParent()).orElse(absolute);
        return read(file.toString(), base, text(file), read);
    }

    /** The same with the text of a file called {@code name} in the folder {@code base}. */
    public static <T> T read(String name, Path base, String text, BiFunction<ConfigReader, Section, @Nullable T> read)
            throws ConfigException {
        ConfigReader reader = new ConfigReader();
        try {
            Section root = Section.root(name, base, YamlParser.parse(name, text));
            T value = reader.part(root, () -> read.apply(reader, root));
            if (value != null && reader.problems.isEmpty()) {
                return value;
            }
        } catch (Problem problem) {
            reader.problems.add(problem.line());
        }
        throw new ConfigException(reader.problems);
    }

    private static String text(Path file) throws ConfigException {
        try {
            if (Files.size(file) > MAX_SIZE) {
                throw new ConfigException(List.of(file + ": larger than " + MAX_SIZE + " bytes"));
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ConfigException(List.of(file + ": does not exist; name the configuration with --config FILE"));
        } catch (CharacterCodingException e) {
            throw new ConfigException(List.of(file + ": is not UTF-8 text"));
        } catch (IOException e) {
            throw new ConfigException(List.of(file + ": cannot be read (" + e.getMessage() + ")"));
        }
    }

    /** Whether nothing was wrong so far. */
    public boolean isFlawless() {
        return problems.isEmpty();
    }

    /** Every other key of the section is a problem. */
    public void knows(Section section, String... keys) {
        section.knows(new LinkedHashSet<>(List.of(keys)), problem -> problems.add(problem.line()));
    }

    /** What {@code read} makes of the section below {@code key}, null if it was refused. */
    public <T> @Nullable T section(Section root, String key, Function<Section, T> read) {
        Section section = part(root, () -> root.section(key));
        return section == null ? null : part(section, () -> read.apply(section));
    }

    /** What {@code read} makes of each section of the list below {@code key}, without those it refused. */
    public <T> List<T> sections(Section root, String key, Function<Section, T> read) {
        List<T> values = new ArrayList<>();
        List<Section> sections = part(root, () -> root.sections(key));
        for (Section section : sections == null ? List.<Section>of() : sections) {
            T value = part(section, () -> read.apply(section));
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** What {@code read} makes, null if it was refused; an {@link IllegalArgumentException} is a problem of the section. */
    public <T> @Nullable T part(Section section, Supplier<@Nullable T> read) {
        try {
            return read.get();
        } catch (Problem problem) {
            problems.add(problem.line());
        } catch (IllegalArgumentException refused) {
            problems.add(section.refused(refused).line());
        }
        return null;
    }
}
