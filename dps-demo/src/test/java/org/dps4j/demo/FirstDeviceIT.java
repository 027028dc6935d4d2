package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.stream.Collectors;
import org.dps4j.demo.pki.DemoPki;
import org.dps4j.demo.pki.PkiLayout;
import org.dps4j.device.cloud.CloudFlag;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.testkit.leak.LeakCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The README's first program does what the README says. */
class FirstDeviceIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest();

    @TempDir
    Path directory;

    @Test
    void the_first_program_brings_a_device_online_and_leaves_nothing_running() throws Exception {
        PkiLayout pki = new PkiLayout(directory.resolve(PkiLayout.DIRECTORY));
        new DemoPki(pki, Instant.now(), new SecureRandom()).create(DemoPki.Existing.KEEP);
        int port = ServiceAndCloud.freePort();

        try (ServiceAndCloud site = new ServiceAndCloud(directory.resolve("site"), pki, port)) {
            CloudStatus end = FirstDevice.bringOnline(
                    pki.root(), directory.resolve("state"), URI.create("coaps+tcp://127.0.0.1:" + port));

            assertThat(end.flags()).contains(CloudFlag.REGISTERED, CloudFlag.LOGGED_IN);
            assertThat(Path.of(site.records() + ".mv.db")).isNotEmptyFile();
        }
        assertThat(directory.resolve("state")).isNotEmptyDirectory();
    }

    @Test
    void the_readme_shows_this_program() throws IOException {
        String program = Files.readString(Path.of("src/test/java/org/dps4j/demo/FirstDevice.java"));
        String shown = program.substring(
                        program.indexOf("// README: begin\n") + "// README: begin\n".length(),
                        program.indexOf("        // README: end"))
                .lines()
                .map(line -> line.isBlank() ? "" : line.substring(8))
                .collect(Collectors.joining("\n"));

        assertThat(Files.readString(Path.of("../README.md"))).contains("```java\n" + shown + "\n```");
    }
}
