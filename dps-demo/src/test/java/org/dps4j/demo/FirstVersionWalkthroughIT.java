package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dps4j.demo.pki.DemoPki;
import org.dps4j.demo.pki.DemoPki.Existing;
import org.dps4j.demo.pki.PkiLayout;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.cloud.CloudClient;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudErrorCode;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.cloud.CloudProvisioningStatus;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.device.security.credential.Identity;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.loop.Cancellable;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.service.ProvisioningService;
import org.dps4j.service.config.ServiceConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The walk-through does what it says, with a device and a service in one process. */
class FirstVersionWalkthroughIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<UUID> signedOff = new CopyOnWriteArrayList<>();
    private PkiLayout pki;
    private NettyLoops loops;
    private Device device;
    private FirstVersionWalkthrough walkthrough;

    @BeforeEach
    void a_device_that_runs() throws Exception {
        pki = new PkiLayout(directory.resolve("pki_certs"));
        new DemoPki(pki, Instant.now(), new SecureRandom()).create(Existing.KEEP);
        loops = NettyLoops.start("walkthrough", 1);
        device = Device.open(loops.next(), new MemoryDeviceStore(), FirstVersionWalkthroughIT::newDevice)
                .join();
        walkthrough = new FirstVersionWalkthrough(
                device, its -> new NoCloud(), pki.root(), new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void end() {
        walkthrough.shutdown();
        loops.close();
    }

    @Test
    void start_and_reset_provision_the_device_each_time_under_an_id_of_its_own() throws Exception {
        Path settings = directory.resolve("service.yaml");
        Files.writeString(settings, ServiceSettings.yaml(pki, 0, 0, 5684));
        try (ProvisioningService service = ProvisioningService.start(ServiceConfig.read(settings))) {
            String endpoint = "coaps+tcp://127.0.0.1:" + service.coapAddress().getPort();

            assertThat(walkthrough.start(endpoint)).isZero();
            awaitPrinted("cloud of device(0): status 0", 1);
            UUID before = device.state().id();
            assertThat(walkthrough.reset()).isZero();
            awaitPrinted("cloud of device(0): status 0", 2);

            assertThat(device.state().id()).isNotEqualTo(before);
            assertThat(signedOff).containsExactly(before);
            assertThat(device.state().name()).isEqualTo("walker");
            assertThat(text()).contains("DPS trusted root credid=1\nmanufacturer certificate credid=2\n");
        }
    }

    @Test
    void certificates_are_loaded_all_or_none() throws Exception {
        Files.copy(pki.serverKey(), pki.root().resolve("other.pem"));
        Files.move(pki.root().resolve("other.pem"), pki.device().key(), StandardCopyOption.REPLACE_EXISTING);

        assertThat(walkthrough.start("coaps+tcp://127.0.0.1:1")).isNegative();

        assertThat(text()).endsWith("ERROR: installing manufacturer certificate\nfailed to add initial certificates\n");
        assertThat(device.state().credentials().all()).isEmpty();
    }

    @Test
    void a_file_that_is_missing_is_named() throws Exception {
        Files.delete(pki.device().certificateChain());

        assertThat(walkthrough.start("coaps+tcp://127.0.0.1:1")).isNegative();

        assertThat(text())
                .isEqualTo("ERROR: unable to read " + pki.device().certificateChain()
                        + "\nfailed to add initial certificates\n");
    }

    @Test
    void an_endpoint_that_is_none_starts_nothing() {
        assertThat(walkthrough.start("http://127.0.0.1")).isNegative();

        assertThat(text()).endsWith("failed to start dps manager\n");
    }

    @Test
    void a_reset_before_the_start_is_skipped_and_a_second_start_is_refused() {
        assertThat(walkthrough.reset()).isNegative();
        assertThat(text()).isEqualTo("skip factory reset handling: empty context\n");

        assertThat(walkthrough.start("coaps+tcp://127.0.0.1:1")).isZero();
        assertThat(walkthrough.start("coaps+tcp://127.0.0.1:1")).isNegative();
        assertThat(text()).endsWith("failed to initialize dps\n");
    }

    private void awaitPrinted(String line, int times) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(text().lines().filter(line::equals))
                        .as(text())
                        .hasSize(times));
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static DeviceState newDevice() {
        return DeviceState.fresh(
                UUID.randomUUID(),
                "walker",
                new Platform(UUID.randomUUID(), "ocfcloud.com", "oic.d.cloudDevice"),
                DeviceKey.generate(new SecureRandom()));
    }

    /** Says that it was started, and notes under which id it was signed off. */
    private final class NoCloud implements CloudClient {
        private final List<CloudListener> listeners = new CopyOnWriteArrayList<>();

        @Override
        public CompletionStage<Void> start(UUID deviceId, CloudConfiguration configuration, Identity identity) {
            CloudStatus started = new CloudStatus(
                    Set.of(),
                    Optional.empty(),
                    CloudProvisioningStatus.READY_TO_REGISTER,
                    CloudErrorCode.NONE,
                    configuration.selected(),
                    Optional.empty(),
                    Optional.empty());
            listeners.forEach(listener -> listener.onStatusChanged(started));
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> signOff(Duration limit) {
            signedOff.add(device.state().id());
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public Cancellable addListener(CloudListener listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }

        @Override
        public CompletionStage<Void> stop() {
            return CompletableFuture.completedFuture(null);
        }
    }
}
