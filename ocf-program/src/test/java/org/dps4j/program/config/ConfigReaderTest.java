package org.dps4j.program.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {

    @TempDir
    Path directory;

    @Test
    void a_value_is_that_of_the_file_or_the_default() throws Exception {
        assertThat(read("lamp:\n  name: hall\n  dim: 3s\n")).isEqualTo(new Lamp("hall", Duration.ofSeconds(3)));
        assertThat(read("lamp:\n  name: hall\n")).isEqualTo(new Lamp("hall", Duration.ofSeconds(1)));
    }

    @Test
    void everything_that_is_wrong_is_named_at_once() {
        assertThat(problems("lamb: 1\nlamp:\n  dim: soon\n  name: hall\n"))
                .containsExactly(
                        file() + ":1: unknown key 'lamb', did you mean 'lamp'?",
                        file() + ":3: lamp.dim: expected a duration such as 20s, 10m, 24h or PT20S, found 'soon'");
    }

    @Test
    void what_a_value_itself_refuses_is_named_with_its_section() {
        assertThat(problems("lamp:\n  name: hall\n  dim: 0s\n"))
                .containsExactly(file() + ":2: lamp: dim must be longer than zero, found PT0S");
    }

    @Test
    void a_key_given_twice_and_an_alias_are_refused() {
        assertThat(problems("lamp:\n  name: hall\nlamp:\n  name: hall\n"))
                .containsExactly(file() + ":3: key 'lamp' is given twice, first on line 1");
        assertThat(problems("lamp:\n  name: &a hall\n  dim: *a\n"))
                .singleElement()
                .asString()
                .contains("aliases");
    }

    @Test
    void what_is_not_yaml_is_one_line_with_its_place() {
        assertThat(problems("lamp: [1\nname: 2\n"))
                .singleElement()
                .asString()
                .matches("(?s)[^\n]*:2: not YAML: [^\n]*");
        assertThat(problems("\u0001")).singleElement().asString().matches("(?s)[^\n]*:1: not YAML: [^\n]*");
        assertThat(problems("- 1\n")).containsExactly(file() + ":1: expected a mapping of sections, found a list");
        assertThat(problems("lamp: 1\n---\nlamp: 2\n"))
                .singleElement()
                .asString()
                .contains("expected one document");
        assertThat(problems("[".repeat(18) + "]".repeat(18)))
                .singleElement()
                .asString()
                .contains("nested deeper than 16 levels");
    }

    @Test
    void a_problem_is_one_line_whatever_it_quotes() {
        assertThat(problems("lamp:\n  name: hall\n  dim: |\n    a\n    b\n\"c\\nd\": 1\n"))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem).hasLineCount(1))
                .anySatisfy(problem -> assertThat(problem).contains("'a b '"))
                .anySatisfy(problem -> assertThat(problem).contains("'c d'"));
    }

    @Test
    void a_duration_that_has_no_opposite_is_refused_like_any_too_long_one() {
        assertThat(problems("lamp:\n  name: hall\n  dim: PT-9223372036854775808S\n"))
                .singleElement()
                .asString()
                .endsWith("found 'PT-9223372036854775808S', which is more than a hundred years");
    }

    @Test
    void a_file_that_cannot_be_read_is_named() throws IOException {
        Path binary = Files.write(directory.resolve("binary.yaml"), new byte[] {(byte) 0xff, 0});
        Path huge = Files.write(directory.resolve("huge.yaml"), new byte[(1 << 20) + 1]);

        assertThat(problems(directory.resolve("nowhere.yaml")))
                .containsExactly(directory.resolve("nowhere.yaml")
                        + ": does not exist; name the configuration with --config FILE");
        assertThat(problems(binary)).containsExactly(binary + ": is not UTF-8 text");
        assertThat(problems(huge)).containsExactly(huge + ": larger than 1048576 bytes");
    }

    @Test
    void durations_and_addresses_have_a_short_and_a_long_form() {
        assertThat(Scalars.duration("90m")).isEqualTo(Duration.ofMinutes(90));
        assertThat(Scalars.duration("PT0.5S")).isEqualTo(Duration.ofMillis(500));
        assertThat(Scalars.address("[::1]:7")).isEqualTo(new InetSocketAddress("::1", 7));
        assertThat(Scalars.address(":7").getAddress().isAnyLocalAddress()).isTrue();
    }

    private record Lamp(String name, Duration dim) {
        private Lamp {
            Bounds.positive("dim", dim);
        }
    }

    private static @Nullable Lamp lamp(ConfigReader reader, Section root) {
        reader.knows(root, "lamp");
        return reader.section(root, "lamp", lamp -> {
            reader.knows(lamp, "name", "dim");
            return new Lamp(
                    lamp.read("name", Scalars.TEXT, Function.identity()), lamp.duration("dim", Duration.ofSeconds(1)));
        });
    }

    private Lamp read(String yaml) throws ConfigException, IOException {
        return ConfigReader.read(Files.writeString(file(), yaml), ConfigReaderTest::lamp);
    }

    private List<String> problems(String yaml) {
        return catchThrowableOfType(ConfigException.class, () -> read(yaml)).problems();
    }

    private static List<String> problems(Path file) {
        return catchThrowableOfType(ConfigException.class, () -> ConfigReader.read(file, ConfigReaderTest::lamp))
                .problems();
    }

    private Path file() {
        return directory.resolve("lamp.yaml");
    }
}
