package org.dps4j.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Man page, manual and completion say of the options what the program says. */
class ManualTest {

    private static final Path SHARE = Path.of("src/main/dist/share");
    private static final Path MAN_PAGE = SHARE.resolve("man/man1/dps_cloud_server.1");
    private static final Path COMPLETION = SHARE.resolve("bash-completion/completions/dps_cloud_server");
    private static final Path MANUAL = Path.of("../docs/dps_cloud_server.md");

    @Test
    void the_man_page_has_each_option_and_argument() throws Exception {
        assertThat(Files.readString(MAN_PAGE))
                .contains(".SH OPTIONS\n" + joined(OptionText.options(), OptionText::roff) + ".SH ARGUMENTS\n"
                        + joined(OptionText.arguments(), OptionText::roff) + ".SH ");
    }

    @Test
    void the_manual_has_each_option_and_argument() throws Exception {
        assertThat(Files.readString(MANUAL))
                .contains("\n| option | |\n|---|---|\n" + joined(OptionText.options(), OptionText::row) + "\n")
                .contains("\n| argument | |\n|---|---|\n" + joined(OptionText.arguments(), OptionText::row) + "\n");
    }

    @Test
    void the_completion_knows_each_option() throws Exception {
        String names = OptionText.options().stream()
                .flatMap(option -> option.names().stream())
                .collect(Collectors.joining(" "));

        assertThat(Files.readString(COMPLETION))
                .contains("  case $3 in\n"
                        + OptionText.options().stream()
                                .flatMap(OptionText::completion)
                                .collect(Collectors.joining("\n"))
                        + "\n    *)")
                .contains("compgen -W '" + names + "' -- \"$2\"");
    }

    @Test
    void man_shows_the_page_without_a_warning() throws Exception {
        assumeTrue(
                Stream.of("/usr/bin/man", "/usr/bin/groff").map(Path::of).allMatch(Files::exists),
                "no man or no groff here: how the page is shown is not tried");

        String shown = run("env", "LC_ALL=C.UTF-8", "MANWIDTH=80", "man", "-l", "--warnings=w", MAN_PAGE.toString());

        assertThat(shown)
                .startsWith("DPS_CLOUD_SERVER(1)")
                .contains("-r, --retry-configuration seconds")
                .doesNotContain("warning:", "error:");
    }

    @ParameterizedTest
    @CsvSource({
        "--set, --set-aside-unreadable-state --set-system-time",
        "--dhcp-e, --dhcp-enabled",
        "-l wa, warning",
        "--oc-log-level d, debug disabled",
        "-e 1, ''",
        "kit, ''"
    })
    void bash_completes_options_and_levels(String typed, String offered) throws Exception {
        assumeTrue(Files.exists(Path.of("/bin/bash")), "no bash here: its completion is not tried");
        String[] words = typed.split(" ");
        String word = words[words.length - 1];
        String before = words.length == 1 ? "dps_cloud_server" : words[0];

        String completed = run(
                "/bin/bash",
                "-c",
                ". " + COMPLETION + "; _dps_cloud_server dps_cloud_server '" + word + "' '" + before
                        + "'; printf '%s\\n' \"${COMPREPLY[@]}\"");

        assertThat(Arrays.stream(completed.split("\n")).sorted().collect(Collectors.joining(" ")))
                .isEqualTo(offered);
    }

    private static String joined(List<OptionText> texts, Function<OptionText, String> form) {
        return texts.stream().map(form).collect(Collectors.joining());
    }

    private static String run(String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
