package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Holds docs/first-version.md against the tests: each promise names a test that exists, or says what it waits for. */
class FirstVersionTest {

    private static final int PROMISES = 28;
    private static final Pattern ROW = Pattern.compile("\\|\\s*(\\d+)\\s*\\|(.+)\\|(.+)\\|\\s*");

    private record Promise(int number, String shownBy) {}

    @Test
    void every_promise_of_the_first_version_has_a_row() {
        assertThat(promises().stream().map(Promise::number))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, PROMISES).boxed().toList());
    }

    @TestFactory
    Stream<DynamicTest> each_row_names_a_test_that_exists_or_what_it_waits_for() {
        TestSources tests = TestSources.ofTheHouse();
        return promises().stream()
                .map(promise -> DynamicTest.dynamicTest("row " + promise.number(), () -> check(promise, tests)));
    }

    @Test
    void the_walk_through_shows_the_program_that_is_run() {
        String program = TestSources.read(
                TestSources.ROOT.resolve("dps-demo/src/test/java/org/dps4j/demo/FirstVersionWalkthrough.java"));

        String page = TestSources.read(TestSources.ROOT.resolve("docs/walk-through.md"));

        assertThat(page).contains("```java\n" + program.substring(program.indexOf("/**\n")) + "```");
    }

    private static void check(Promise promise, TestSources tests) {
        if (promise.shownBy().startsWith("open: ")) {
            return;
        }
        List<String> named = TestSources.namedIn(promise.shownBy());
        assertThat(named).allSatisfy(tests::assertHas);
        if (named.isEmpty()) {
            fail("row %d names no test and does not say `open: what it waits for`", promise.number());
        }
    }

    private static List<Promise> promises() {
        return TestSources.read(TestSources.ROOT.resolve("docs/first-version.md"))
                .lines()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row ->
                        new Promise(Integer.parseInt(row.group(1)), row.group(3).strip()))
                .toList();
    }
}
