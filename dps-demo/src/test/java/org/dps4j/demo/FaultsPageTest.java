package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds docs/faults.md against the tests: those that it names exist. */
class FaultsPageTest {

    @Test
    void the_page_names_tests_that_exist() {
        List<String> named = TestSources.namedIn(TestSources.read(TestSources.ROOT.resolve("docs/faults.md")));

        assertThat(named).hasSizeGreaterThan(10).allSatisfy(TestSources.ofTheHouse()::assertHas);
    }
}
