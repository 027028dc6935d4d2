package org.dps4j.dps.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.dps4j.device.cloud.CloudClient;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.security.credential.Identity;
import org.dps4j.dps.Snapshot;
import org.dps4j.dps.scripted.ScriptedServer;
import org.dps4j.dps.scripted.ScriptedService;
import org.dps4j.loop.Cancellable;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.pki.TestAuthority;
import org.dps4j.testkit.pki.TestPki;
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
    void the_first_program_provisions_a_device_and_leaves_nothing_running() throws Exception {
        TestAuthority manufacturer = TestPki.root("Manufacturer").mint();
        Path factory = Files.createDirectory(directory.resolve("factory"));
        manufacturer.device("lamp").mint().writeTo(factory, "mfg");
        ScriptedService service = new ScriptedService(Instant::now);
        Files.writeString(factory.resolve("dpsca.pem"), service.root().pem());

        Snapshot end;
        try (NettyLoops loops = NettyLoops.start("it-service", 1);
                ScriptedServer server = ScriptedServer.start(loops, service, manufacturer.certificate())) {
            end = FirstDevice.provision(
                    factory, directory.resolve("state"), server.endpoint().uri(), new PatientCloud());
        }

        assertThat(end.isProvisioned()).isTrue();
        assertThat(directory.resolve("state")).isNotEmptyDirectory();
    }

    @Test
    void the_readme_shows_this_program() throws IOException {
        String program = Files.readString(Path.of("src/test/java/org/dps4j/dps/example/FirstDevice.java"));
        String shown = program.substring(
                        program.indexOf("// README: begin\n") + "// README: begin\n".length(),
                        program.indexOf("        // README: end"))
                .lines()
                .map(line -> line.isBlank() ? "" : line.substring(8))
                .collect(Collectors.joining("\n"));

        assertThat(Files.readString(Path.of("../README.md"))).contains("```java\n" + shown + "\n```");
    }

    /** Takes the configuration on and does nothing with it. */
    private static final class PatientCloud implements CloudClient {

        @Override
        public CompletionStage<Void> start(UUID deviceId, CloudConfiguration configuration, Identity identity) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> stop() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> signOff(Duration limit) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public Cancellable addListener(CloudListener listener) {
            return () -> {};
        }
    }
}
