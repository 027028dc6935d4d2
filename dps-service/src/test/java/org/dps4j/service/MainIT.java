package org.dps4j.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program in a process of its own, by the script that is shipped. */
@Timeout(60)
class MainIT {

    private static final Path SCRIPT = Path.of("target/dist/bin/dps-service").toAbsolutePath();

    @TempDir
    Path directory;

    private ServiceDirectory files;

    @BeforeEach
    void mint() {
        files = new ServiceDirectory(directory);
    }

    @Test
    void term_stops_it_with_code_0_after_it_answered_from_any_directory() throws Exception {
        files.config(files.yaml().replace("file: memory", "file: data/records"));
        Process program = start("--config", "dps-service.yaml");

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> output("out").contains("answers devices at"));
        program.destroy();

        assertThat(program.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isZero();
        assertThat(output("out"))
                .contains("cryptography by ")
                .contains("0 waiting requests answered, 0 given up after 10000 ms", "stopped\n");
        assertThat(output("err")).isEmpty();
        assertThat(directory.resolve("data/records.mv.db")).exists();
    }

    @Test
    void a_wrong_configuration_is_one_line_for_each_mistake_and_code_1() throws Exception {
        files.write("dps-service.yaml", files.yaml().replace("address:", "adress:"));

        Process program = start("-c", "dps-service.yaml");

        assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isEqualTo(1);
        assertThat(output("err").lines())
                .containsExactly(
                        "dps-service: dps-service.yaml:2: unknown key 'coap.adress', did you mean 'address'?",
                        "dps-service: dps-service.yaml:6: unknown key 'http.adress', did you mean 'address'?");
    }

    @Test
    void a_wrong_command_line_is_one_line_and_code_2() throws Exception {
        Process program = start("--konfig", "x");

        assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isEqualTo(2);
        assertThat(output("err").lines())
                .singleElement()
                .asString()
                .startsWith("dps-service: ")
                .endsWith("see dps-service --help");
    }

    @Test
    void help_and_version_are_on_standard_output() throws Exception {
        Process help = start("--help");
        assertThat(help.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(help.exitValue()).isZero();
        assertThat(output("out"))
                .contains("Usage: dps-service")
                .contains("Exit codes:")
                .contains("Signals:");

        Process version = start("--version");
        assertThat(version.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(version.exitValue()).isZero();
        assertThat(output("out")).startsWith("dps-service ");
    }

    @Test
    void explain_tells_a_chain_by_exit_code_and_starts_nothing() throws Exception {
        files.config(files.yaml().replace("file: memory", "file: data/records"));
        files.write("known.pem", files.factory.device("device 1").mint().chainPem());
        files.write("unknown.pem", files.serviceRoot.device("device 2").mint().chainPem());

        assertCode(0, "explain", "known.pem");
        assertThat(output("out")).contains("device: CN 'device 1'").contains("verdict: accepted into group ");
        assertCode(1, "explain", "unknown.pem", "--config", "dps-service.yaml");
        assertThat(output("out"))
                .contains("group " + ServiceDirectory.GROUP + ": no: none of its authorities is named as an issuer")
                .contains("verdict: refused at the TLS handshake: no enrollment group trusts the chain");
        assertThat(output("err")).isEmpty();
        assertCode(1, "explain", "missing.pem");
        assertThat(output("err"))
                .isEqualTo("dps-service: missing.pem: cannot be read; check that it exists and its rights\n");
        assertCode(1, "--config", "other.yaml", "explain", "known.pem");
        assertThat(output("err")).contains("other.yaml");
        assertCode(2, "explain");
        assertCode(2, "--log-level", "INFO");
        assertThat(output("err"))
                .isEqualTo("dps-service: Missing required option: '--config FILE'; see dps-service --help\n");
        assertThat(directory.resolve("data")).doesNotExist();
    }

    private void assertCode(int expected, String... arguments) throws Exception {
        Process program = start(arguments);
        assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue())
                .as(() -> List.of(arguments) + " said: " + output("out") + output("err"))
                .isEqualTo(expected);
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(SCRIPT.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile())
                .start();
    }

    private String output(String name) {
        try {
            return Files.readString(directory.resolve(name), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
