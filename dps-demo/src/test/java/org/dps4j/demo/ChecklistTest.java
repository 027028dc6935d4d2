package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds docs/checklist.md against the tests: each row names tests that exist, or says why it is not ours. */
class ChecklistTest {

    private static final List<String> ROWS = TestSources.read(TestSources.ROOT.resolve("docs/checklist.md"))
            .lines()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| scenario"))
            .toList();

    @Test
    void each_row_names_tests_that_exist() {
        TestSources tests = TestSources.ofTheHouse();

        assertThat(ROWS).hasSizeGreaterThan(130);
        assertThat(ROWS).allSatisfy(row -> assertThat(TestSources.namedIn(row)).allSatisfy(tests::assertHas));
    }

    @Test
    void a_row_without_a_test_says_why_it_is_not_ours() {
        assertThat(ROWS.stream().filter(row -> TestSources.namedIn(row).isEmpty()))
                .allSatisfy(row -> assertThat(row).contains("not ours: "));
    }

    @Test
    void what_no_test_checks_yet_is_called_open_and_nothing_else() {
        assertThat(ROWS).noneMatch(row -> row.contains("MISSING"));
        assertThat(ROWS)
                .filteredOn(row -> row.contains("open:"))
                .allSatisfy(row -> assertThat(row).containsPattern("open: \\S.* \\|$"));
    }
}
