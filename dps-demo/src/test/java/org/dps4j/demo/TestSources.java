package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tests of all modules as text, so that a page that names a test can be held against them. */
final class TestSources {

    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static final Pattern NAMED = Pattern.compile("`(\\w+#\\w+)`");

    private final Map<String, String> byClass;

    private TestSources(Map<String, String> byClass) {
        this.byClass = byClass;
    }

    static TestSources ofTheHouse() {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return new TestSources(modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(TestSources::javaFiles)
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            TestSources::read,
                            (one, other) -> one + other)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tests that a text names, each as {@code Class#method}. */
    static List<String> namedIn(String text) {
        return NAMED.matcher(text).results().map(found -> found.group(1)).toList();
    }

    void assertHas(String test) {
        String[] parts = test.split("#");
        assertThat(byClass).containsKey(parts[0]);
        assertThat(byClass.get(parts[0])).contains("void " + parts[1] + "(");
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> javaFiles(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
