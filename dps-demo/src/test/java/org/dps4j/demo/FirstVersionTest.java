package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds docs/first-version.md against the tests: each promise names a test that exists, or says what it waits for. */
class FirstVersionTest {

    private static final int PROMISES = 28;
    private static final Pattern ROW = Pattern.compile("\\|\\s*(\\d+)\\s*\\|(.+)\\|(.+)\\|\\s*");
    private static final Pattern TEST = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private record Promise(int number, String shownBy) {}

    @Test
    void every_promise_of_the_first_version_has_a_row() {
        assertThat(promises().stream().map(Promise::number))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, PROMISES).boxed().toList());
    }

    @TestFactory
    Stream<DynamicTest> each_row_names_a_test_that_exists_or_what_it_waits_for() {
        Map<String, String> sources = testSources();
        return promises().stream()
                .map(promise -> DynamicTest.dynamicTest("row " + promise.number(), () -> check(promise, sources)));
    }

    @Test
    void the_walk_through_shows_the_program_that_is_run() {
        String program = read(ROOT.resolve("dps-demo/src/test/java/org/dps4j/demo/FirstVersionWalkthrough.java"));

        String page = read(ROOT.resolve("docs/walk-through.md"));

        assertThat(page).contains("```java\n" + program.substring(program.indexOf("/**\n")) + "```");
    }

    private static void check(Promise promise, Map<String, String> sources) {
        if (promise.shownBy().startsWith("open: ")) {
            return;
        }
        Matcher test = TEST.matcher(promise.shownBy());
        boolean named = false;
        while (test.find()) {
            named = true;
            assertThat(sources).containsKey(test.group(1));
            assertThat(sources.get(test.group(1))).contains("void " + test.group(2) + "(");
        }
        if (!named) {
            fail("row %d names no test and does not say `open: what it waits for`", promise.number());
        }
    }

    private static List<Promise> promises() {
        return read(ROOT.resolve("docs/first-version.md"))
                .lines()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row ->
                        new Promise(Integer.parseInt(row.group(1)), row.group(3).strip()))
                .toList();
    }

    private static Map<String, String> testSources() {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(FirstVersionTest::javaFiles)
                    .collect(Collectors.toMap(
                            file -> file.getFileName().toString().replace(".java", ""),
                            FirstVersionTest::read,
                            (one, other) -> one + other));
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

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
