package org.dps4j.demo.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.dps4j.demo.RunningProgram;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.dps.DpsListener;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.protocol.pki.OcfIdentity;
import org.dps4j.service.record.ProvisioningRecord;
import org.dps4j.service.record.RecordStore;
import org.dps4j.service.record.Step;
import org.dps4j.service.store.EmbeddedStore;
import org.dps4j.testkit.pki.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service whose process is killed under its devices, and started again with the files it left. */
@Timeout(150)
class ServiceKillIT {

    private static final RetryTable RETRY = RetryTable.ofSeconds(2);
    private static final int MANY = 200;

    @TempDir
    Path directory;

    private NettyLoops loops;
    private Site site;
    private int port;
    private RunningProgram service;

    @BeforeEach
    void start() throws IOException {
        loops = NettyLoops.start("hold-device", 2);
        site = new Site(directory).recordingIn("data/records");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        startService();
    }

    @AfterEach
    void close() {
        service.close();
        loops.close();
    }

    @Test
    void killed_at_any_step_it_provisions_its_device_afterwards_and_keeps_one_record_of_it() throws Exception {
        List<TestCertificate> devices = new ArrayList<>();
        for (ProvisioningStep step : ProvisioningStep.values()) {
            TestCertificate own = site.factory.device(step.name()).mint();
            devices.add(own);
            try (HeldDevice device = device(own)) {
                CompletableFuture<ProvisioningStep> killed = new CompletableFuture<>();
                device.client().addListener(killingAt(step, service, killed));
                device.start();
                killed.get(20, TimeUnit.SECONDS);
                service.awaitExit();
                startService();

                device.awaitProvisioned();
                await("the record is written")
                        .until(() -> ServiceHealthPage.of(service).count("records.waiting") == 0);
                assertThat(device.losses()).isEmpty();
                assertThat(device.attempts())
                        .as("at %s: %s", step, device.attempts())
                        .contains(step);
            }
        }
        provision(site.factory.device("killed after its last answer").mint());
        service.kill();
        service.awaitExit();

        try (RecordStore records = EmbeddedStore.open(directory.resolve("data/records"))) {
            assertRecordsOf(devices, records);
            assertThat(records.count() - devices.size())
                    .as("records of the last device, whose last tenth of a second may be lost")
                    .isBetween(0L, 1L);
        }
    }

    @Test
    void killed_with_two_hundred_devices_half_way_it_provisions_them_all() throws Exception {
        AtomicInteger steps = new AtomicInteger();
        List<TestCertificate> own = new ArrayList<>();
        List<HeldDevice> devices = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                own.add(site.factory.device("device " + i).mint());
                HeldDevice device = device(own.get(i));
                device.client().addListener(counting(steps));
                devices.add(device);
            }
            devices.forEach(HeldDevice::start);
            await().atMost(Duration.ofSeconds(60)).until(() -> steps.get() >= MANY * 2);

            service.kill();
            service.awaitExit();
            long done = devices.stream()
                    .filter(device -> device.client().snapshot().isProvisioned())
                    .count();
            startService();

            await().atMost(Duration.ofSeconds(90))
                    .until(() -> devices.stream()
                            .allMatch(device -> device.client().snapshot().isProvisioned()));
            assertThat(done).isLessThan(MANY);
            assertThat(devices).allSatisfy(device -> assertThat(device.losses()).isEmpty());
            await("records are written")
                    .until(() -> ServiceHealthPage.of(service).count("records.waiting") == 0);
            service.close();
            try (RecordStore records = EmbeddedStore.open(directory.resolve("data/records"))) {
                assertRecordsOf(own, records);
                assertThat(records.count()).isEqualTo(MANY);
            }
        } finally {
            devices.forEach(HeldDevice::close);
        }
    }

    private static void assertRecordsOf(List<TestCertificate> devices, RecordStore records) {
        assertThat(devices)
                .allSatisfy(own -> assertThat(recordOf(records, own).steps()).containsKey(Step.ACLS));
    }

    private void provision(TestCertificate own) {
        try (HeldDevice device = device(own)) {
            device.start().awaitProvisioned();
        }
    }

    private HeldDevice device(TestCertificate own) {
        return HeldDevice.open(
                loops.next(),
                new MemoryDeviceStore(),
                own,
                site.serviceRoot.certificate(),
                RETRY,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    private void startService() throws IOException {
        Path program = RunningProgram.tree().resolve("dps-service/target/dist/bin/dps-service");
        service = RunningProgram.start(directory, Map.of(), program, "--config", site.configFile(port));
        service.awaitLine("coaps\\+tcp://127.0.0.1:" + port);
    }

    private static ProvisioningRecord recordOf(RecordStore records, TestCertificate device) {
        return records.find(OcfIdentity.manufacturerUuid(device.publicKey())).orElseThrow();
    }

    private static DpsListener killingAt(
            ProvisioningStep step, RunningProgram service, CompletableFuture<ProvisioningStep> killed) {
        return new DpsListener() {
            @Override
            public void onStepStarted(ProvisioningStep started, int attempt, DpsEndpoint endpoint) {
                if (started == step && !killed.isDone()) {
                    service.kill();
                    killed.complete(started);
                }
            }
        };
    }

    private static DpsListener counting(AtomicInteger steps) {
        return new DpsListener() {
            @Override
            public void onStepStarted(ProvisioningStep started, int attempt, DpsEndpoint endpoint) {
                steps.incrementAndGet();
            }
        };
    }
}
