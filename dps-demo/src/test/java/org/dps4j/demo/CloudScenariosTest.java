package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds docs/cloud-scenarios.md against the tests: each scenario names tests that exist, or says why it is not ours. */
class CloudScenariosTest {

    private static final List<String> ROWS = TestSources.read(TestSources.ROOT.resolve("docs/cloud-scenarios.md"))
            .lines()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| scenario"))
            .toList();

    @Test
    void each_scenario_names_tests_that_exist() {
        TestSources tests = TestSources.ofTheHouse();

        assertThat(ROWS).hasSizeGreaterThan(60);
        assertThat(ROWS).allSatisfy(row -> assertThat(TestSources.namedIn(row)).allSatisfy(tests::assertHas));
    }

    @Test
    void a_scenario_without_a_test_says_why_it_is_not_ours() {
        assertThat(ROWS.stream().filter(row -> TestSources.namedIn(row).isEmpty()))
                .allSatisfy(row -> assertThat(row).contains("not ours: "));
    }
}
