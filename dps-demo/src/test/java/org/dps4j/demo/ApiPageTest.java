package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds docs/api.md against the code: each function of C is there once, with members and tests that exist. */
class ApiPageTest {

    private static final Pattern ROW = Pattern.compile("\\| `(plg[ds]_\\w+)` \\|(.*)\\|(.*)\\|(.*)\\|");
    private static final Pattern MEMBER = Pattern.compile("`([\\w.]+)#(\\w+)`");
    private static final List<String> PACKAGES = List.of(
            "org.dps4j.dps",
            "org.dps4j.dps.plgd",
            "org.dps4j.dps.endpoint",
            "org.dps4j.dps.retry",
            "org.dps4j.dps.dhcp",
            "org.dps4j.device.cloud");

    private record Row(String function, String java, String shownBy) {}

    @Test
    void every_function_of_c_has_one_row() throws IOException {
        try (InputStream list = ApiPageTest.class.getResourceAsStream("/plgd_dps-functions.txt")) {
            List<String> functions = new String(Objects.requireNonNull(list).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();

            assertThat(functions).hasSize(46);
            assertThat(rows()).extracting(Row::function).containsExactlyInAnyOrderElementsOf(functions);
        }
    }

    @Test
    void each_row_names_public_members_that_exist_or_says_what_it_waits_for() {
        for (Row row : rows()) {
            List<String[]> members = MEMBER.matcher(row.java())
                    .results()
                    .map(found -> new String[] {found.group(1), found.group(2)})
                    .toList();
            if (members.isEmpty() && !row.java().startsWith("open: ")) {
                fail("%s names no member and does not say `open: what it waits for`", row.function());
            }
            assertThat(members).as(row.function()).allMatch(member -> has(member[0], member[1]));
        }
    }

    @Test
    void each_row_names_a_test_that_exists() {
        TestSources tests = TestSources.ofTheHouse();
        for (Row row : rows()) {
            List<String> named = TestSources.namedIn(row.shownBy());
            assertThat(named).allSatisfy(tests::assertHas);
            assertThat(named.isEmpty()).as(row.function()).isEqualTo(row.java().startsWith("open: "));
        }
    }

    private static boolean has(String type, String member) {
        return PACKAGES.stream()
                .flatMap(its -> find(its + "." + type.replace('.', '$')).stream())
                .flatMap(found -> Arrays.stream(found.getMethods()))
                .anyMatch(method -> method.getName().equals(member));
    }

    private static Optional<Class<?>> find(String name) {
        try {
            return Optional.of(Class.forName(name));
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    private static List<Row> rows() {
        return TestSources.read(TestSources.ROOT.resolve("docs/api.md"))
                .lines()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row ->
                        new Row(row.group(1), row.group(2).strip(), row.group(4).strip()))
                .toList();
    }
}
