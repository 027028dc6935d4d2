package org.dps4j.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.cloud.CloudClient;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.device.security.credential.Identity;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.dps.DpsClient;
import org.dps4j.dps.dhcp.DhcpResult;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.transport.Dial;
import org.dps4j.dps.transport.DpsConnection;
import org.dps4j.dps.transport.Transport;
import org.dps4j.loop.Cancellable;
import org.dps4j.loop.VirtualLoop;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestPki;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DhcpWatchTest {

    private static final String DEFAULT = "coaps+tcp://default.test";
    private static final String NAMED = "coaps+tcp://named.test";
    private static final String OTHER = "coaps+tcp://other.test";
    private static final TestCertificate OWN =
            TestPki.root("maker").mint().device("device").mint();

    @TempDir
    Path directory;

    private final VirtualLoop loop = new VirtualLoop(1);
    private final List<String> dialled = new ArrayList<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Executor workers = Runnable::run;
    private DpsClient client;
    private DhcpWatch watch;

    @BeforeEach
    void open() {
        Device device = run(Device.open(loop, new MemoryDeviceStore(), DhcpWatchTest::born));
        run(device.update(state -> state.withCredentials(state.credentials()
                .installManufacturerCertificate(OWN.chain(), OWN.privateKey())
                .credentials())));
        client = DpsClient.builder(device)
                .endpoint(DpsEndpoint.of(DEFAULT))
                .transport(new SilentService())
                .cloud(new NoCloud())
                .build();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        watch = new DhcpWatch(
                new LeasesFile(directory.resolve("leases")),
                client,
                task -> workers.execute(task),
                new Surroundings(directory, directory, out, out, Instant.EPOCH, new FakeSystemClock()));
    }

    @Test
    void the_first_look_counts_for_the_first_start() throws Exception {
        lease(NAMED);

        assertThat(run(watch.begin())).isEqualTo(DhcpResult.NEED_REPROVISION);
        client.start();
        loop.advance(Duration.ofSeconds(1));

        assertThat(dialled).containsExactly(NAMED);
        assertThat(lines()).containsExactly("DHCP: endpoint " + NAMED + ", no fingerprint");
    }

    @Test
    void a_lease_that_comes_later_has_the_device_start_anew_within_5_s() throws Exception {
        run(watch.begin());
        client.start();
        loop.advance(Duration.ofSeconds(4));
        lease(NAMED);
        loop.advance(Duration.ofSeconds(2));
        lease(OTHER);
        loop.advance(Duration.ofSeconds(14));

        assertThat(dialled).containsExactly(DEFAULT, NAMED, OTHER);
    }

    @Test
    void what_cannot_be_used_is_said_once_and_changes_nothing() throws Exception {
        run(watch.begin());
        client.start();
        loop.advance(Duration.ofSeconds(60));
        Files.writeString(directory.resolve("leases"), "option vendor-encapsulated-options zz;");
        loop.advance(Duration.ofSeconds(60));

        assertThat(lines())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("ERROR: cannot open file"),
                        second -> assertThat(second).contains("error during parsing"));
        assertThat(dialled).containsOnly(DEFAULT);
        lease(NAMED);
        loop.advance(Duration.ofSeconds(5));
        assertThat(dialled).endsWith(NAMED);
    }

    @Test
    void while_it_pauses_nothing_is_looked_at() throws Exception {
        run(watch.begin());
        client.start();
        run(watch.pause());
        lease(NAMED);
        loop.advance(Duration.ofSeconds(30));
        assertThat(dialled).containsOnly(DEFAULT);
        assertThat(client.endpoints().all()).hasSize(1);

        run(watch.begin());
        assertThat(client.endpoints().selected().orElseThrow()).hasToString(NAMED);
    }

    @Test
    void a_look_that_a_pause_overtakes_changes_nothing() throws Exception {
        lease(NAMED);
        List<Runnable> held = new ArrayList<>();
        workers = held::add;
        CompletableFuture<DhcpResult> first = watch.begin();
        loop.advance(Duration.ofMillis(1));
        run(watch.pause());

        held.forEach(Runnable::run);
        loop.advance(Duration.ofSeconds(30));

        assertThat(first).isCompletedWithValue(DhcpResult.NOT_CHANGED);
        assertThat(client.endpoints().selected().orElseThrow()).hasToString(DEFAULT);
        assertThat(held).hasSize(1);
    }

    @Test
    void workers_that_are_busy_are_asked_again() throws Exception {
        lease(NAMED);
        workers = task -> {
            throw new RejectedExecutionException("16 tasks wait already");
        };

        assertThat(run(watch.begin())).isEqualTo(DhcpResult.ERROR);
        workers = Runnable::run;
        loop.advance(Duration.ofSeconds(5));

        assertThat(client.endpoints().selected().orElseThrow()).hasToString(NAMED);
    }

    private void lease(String endpoint) throws IOException {
        Files.writeString(
                directory.resolve("leases"),
                "lease {\n  option vendor-encapsulated-options " + LeasesFileTest.option(endpoint) + ";\n}\n");
    }

    private List<String> lines() {
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private <T> T run(CompletableFuture<T> work) {
        loop.advance(Duration.ofMillis(1));
        return work.join();
    }

    private static DeviceState born() {
        return DeviceState.fresh(
                UUID.randomUUID(),
                "lamp",
                new Platform(UUID.randomUUID(), "maker", "oic.d.light"),
                DeviceKey.generate(new SecureRandom()));
    }

    private static final class NoCloud implements CloudClient {

        @Override
        public CompletionStage<Void> start(UUID deviceId, CloudConfiguration configuration, Identity identity) {
            return CompletableFuture.failedStage(new IllegalStateException("nobody is provisioned here"));
        }

        @Override
        public CompletionStage<Void> stop() {
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<Void> signOff(Duration limit) {
            return stop();
        }

        @Override
        public Cancellable addListener(CloudListener listener) {
            return () -> {};
        }
    }

    /** Takes note of who is called, and lets everybody wait. */
    private final class SilentService implements Transport {

        @Override
        public CompletionStage<DpsConnection> connect(Dial dial) {
            dialled.add(dial.endpoint().toString());
            return new CompletableFuture<>();
        }

        @Override
        public void close() {}
    }
}
