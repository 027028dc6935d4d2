package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds docs/threat-model.md against the tests: each threat names tests that exist, or says that it is open. */
class ThreatModelTest {

    private static final List<String> ROWS = TestSources.read(TestSources.ROOT.resolve("docs/threat-model.md"))
            .lines()
            .dropWhile(line -> !line.startsWith("| he tries"))
            .filter(line -> line.startsWith("| ") && !line.startsWith("| he tries"))
            .toList();

    @Test
    void each_threat_names_tests_that_exist() {
        TestSources tests = TestSources.ofTheHouse();

        assertThat(ROWS).hasSizeGreaterThan(40);
        assertThat(ROWS).allSatisfy(row -> assertThat(TestSources.namedIn(row)).allSatisfy(tests::assertHas));
    }

    @Test
    void a_threat_without_a_test_is_called_open() {
        assertThat(ROWS.stream().filter(row -> TestSources.namedIn(row).isEmpty()))
                .allSatisfy(row -> assertThat(row).contains("open: "));
    }
}
