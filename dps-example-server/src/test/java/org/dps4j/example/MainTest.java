package org.dps4j.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The program in this process, up to the point where a device would begin. */
class MainTest {

    private static final String LEVELS = "expected one of disabled, trace, debug, info, notice, warning, error";
    private static final String SECONDS = "expected a number of seconds from 0 to 65535";
    private static final String LOOKS = "expected a number from 0 to 255";
    private static final String TABLE =
            "expected 1 to 8 numbers of seconds from 1 to 255, separated by commas, such as 10,20,40";
    private static final String HELP = "see ./dps_cloud_server --help";

    @TempDir
    Path directory;

    private final FakeSystemClock clock = new FakeSystemClock();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("-e|65536", "invalid expiration limit argument value(65536): " + SECONDS),
                wrong("-e|-1", "invalid expiration limit argument value(-1): " + SECONDS),
                wrong("--expiration-limit=1h|a", "invalid expiration limit argument value(1h): " + SECONDS),
                wrong("a|--expiration-limit|", "invalid expiration limit argument value(): " + SECONDS),
                wrong("-e|99999999999", "invalid expiration limit argument value(99999999999): " + SECONDS),
                wrong("-o|256", "invalid observer max retry count argument value(256): " + LOOKS),
                wrong("-o|ten", "invalid observer max retry count argument value(ten): " + LOOKS),
                wrong("--cloud-observer-max-retry=-1", "invalid observer max retry count argument value(-1): " + LOOKS),
                wrong("-l|loud", "invalid log-level (loud): " + LEVELS),
                wrong("a|--log-level|INFO", "invalid log-level (INFO): " + LEVELS),
                wrong("--oc-log-level|", "invalid oc-log-level (): " + LEVELS),
                wrong("--oc-log-level=all", "invalid oc-log-level (all): " + LEVELS),
                wrong("-r|", "invalid retry configuration(): " + TABLE),
                wrong("-r|0", "invalid retry configuration(0): " + TABLE),
                wrong("-r|1,256", "invalid retry configuration(1,256): " + TABLE),
                wrong("-r|1,2,3,4,5,6,7,8,9", "invalid retry configuration(1,2,3,4,5,6,7,8,9): " + TABLE),
                wrong("--retry-configuration|10x", "invalid retry configuration(10x): " + TABLE),
                wrong("-t", "invalid option(--endpoint): it needs a value, " + HELP),
                wrong("a|-e", "invalid option(--expiration-limit): it needs a value, " + HELP),
                wrong("-f", "invalid option(--dhcp-leases-file): it needs a value, " + HELP),
                wrong("-l", "invalid option(--log-level): it needs a value, " + HELP),
                wrong("--oc-log-level", "invalid option(--oc-log-level): it needs a value, " + HELP),
                wrong("a|-o", "invalid option(--cloud-observer-max-retry): it needs a value, " + HELP),
                wrong("a|-r", "invalid option(--retry-configuration): it needs a value, " + HELP),
                wrong("-q", "invalid option(-q): " + HELP),
                wrong("a|--nonsense", "invalid option(--nonsense): " + HELP),
                wrong("--dhcp", "invalid option(--dhcp): " + HELP),
                wrong("a|b|c", "invalid option(c): " + HELP),
                wrong(
                        "--no-verify-ca=1",
                        "invalid option: Invalid value for option '--no-verify-ca': '1' is not a boolean"),
                wrong(" ", "invalid device-name( ): expected 1 to 256 characters"),
                wrong(
                        "a|https://b",
                        "ERROR: failed to add endpoint address (https://b): the address of a provisioning service is"
                                + " coaps+tcp://host:port or coaps://host:port, not https://b"),
                wrong(
                        "-t|coap+tcp://b|a|coaps+tcp://b",
                        "ERROR: failed to add endpoint address (coap+tcp://b): the address of a provisioning service"
                                + " is coaps+tcp://host:port or coaps://host:port, not coap+tcp://b"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void a_wrong_command_line_is_one_line_and_exit_code_255_and_nothing_is_made(String line, String message)
            throws Exception {
        assertThat(run(line.split("\\|", -1))).isEqualTo(255);

        assertThat(err).hasToString(message + "\n");
        assertThat(out).hasToString("");
        try (Stream<Path> made = Files.list(directory)) {
            assertThat(made).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-h", "--help", "a -h b", "-n --help -l loud"})
    void help_ends_well(String line) {
        assertThat(run(line.split(" "))).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("./dps_cloud_server [options]");
        assertThat(err).hasToString("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-s", "--set-system-time"})
    void the_system_time_is_roots_to_set(String option) {
        clock.maySet = false;

        assertThat(run(option, "kitchen")).isEqualTo(255);

        assertThat(err).hasToString("root required for settimeofday: see man settimeofday\n");
        assertThat(out).hasToString("");
    }

    @Test
    void a_device_without_certificates_ends_badly_and_leaves_nothing() {
        assertThat(run("-s", "kitchen")).isEqualTo(255);

        assertThat(out).hasToString("device_name: kitchen\nEndpoints:\n\tcoaps+tcp://127.0.0.1:20030\n");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("ERROR: unable to read " + directory.resolve("dpsca.pem"))
                .endsWith("(failed to add initial certificates)\n")
                .hasLineCount(1);
        assertThat(directory.resolve("state")).doesNotExist();
    }

    private int run(String... arguments) {
        return Main.run(
                new Surroundings(
                        directory,
                        directory.resolve("state"),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Instant.EPOCH,
                        clock),
                arguments);
    }

    private static Arguments wrong(String line, String message) {
        return Arguments.of(line, message);
    }
}
