package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A manufacturer key in a real PKCS#11 token, that of SoftHSM; skipped where SoftHSM is not installed. */
class SoftHsmInteropTest {

    private static final String PIN = "1234";

    @TempDir
    Path directory;

    @Test
    void a_key_that_was_made_in_a_token_provisions_a_device() throws Exception {
        Optional<Path> tool = first("/usr/bin/softhsm2-util", "/usr/local/bin/softhsm2-util");
        Optional<Path> library = first(
                "/usr/lib/softhsm/libsofthsm2.so",
                "/usr/lib64/softhsm/libsofthsm2.so",
                "/usr/lib64/pkcs11/libsofthsm2.so",
                "/usr/local/lib/softhsm/libsofthsm2.so");
        String why =
                "no SoftHSM here (softhsm2-util and libsofthsm2.so; apt-get install softhsm2): its test is skipped";
        if (tool.isEmpty() || library.isEmpty()) {
            System.out.println(why);
        }
        assumeTrue(tool.isPresent() && library.isPresent(), why);
        Path tokens = Files.createDirectory(directory.resolve("tokens"));
        Files.writeString(
                directory.resolve("softhsm2.conf"), "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");

        run(tool.get().toString(), "--init-token", "--free", "--label", "dps4j", "--pin", PIN, "--so-pin", "5678");
        String said = run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SoftHsmDevice.class.getName(),
                library.get().toString(),
                PIN,
                directory.toString());

        assertThat(said)
                .contains("provisioned over TLSv1.2 with a key without encoding")
                .contains("provisioned over TLSv1.3 with a key without encoding");
    }

    @Test
    void the_documents_show_this_program() throws IOException {
        String program = Files.readString(Path.of("src/test/java/org/dps4j/dps/example/TokenDevice.java"));
        String shown = program.substring(
                        program.indexOf("// DOCS: begin\n") + "// DOCS: begin\n".length(),
                        program.indexOf("        // DOCS: end"))
                .lines()
                .map(line -> line.isBlank() ? "" : line.substring(8))
                .collect(Collectors.joining("\n"));

        assertThat(Files.readString(Path.of("../docs/getting-started.md"))).contains("```java\n" + shown + "\n```");
    }

    private static Optional<Path> first(String... places) {
        return Stream.of(places).map(Path::of).filter(Files::exists).findFirst();
    }

    private String run(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .put("SOFTHSM2_CONF", directory.resolve("softhsm2.conf").toString());
        Process process = builder.start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
            return said;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
