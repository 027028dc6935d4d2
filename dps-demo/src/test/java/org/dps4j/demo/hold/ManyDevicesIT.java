package org.dps4j.demo.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.UUID;
import org.dps4j.device.DeviceState;
import org.dps4j.device.DeviceStore;
import org.dps4j.device.store.FileDeviceStore;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.loop.Workers;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.protocol.pki.OcfIdentity;
import org.dps4j.service.ProvisioningService;
import org.dps4j.service.record.ProvisioningRecord;
import org.dps4j.service.record.RecordStore;
import org.dps4j.service.record.Step;
import org.dps4j.service.store.EmbeddedStore;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.proxy.FaultProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Several devices, the same device again, and what the service remembers of them. */
@Timeout(60)
class ManyDevicesIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest();

    private static final RetryTable RETRY = RetryTable.ofSeconds(5);

    @TempDir
    Path directory;

    private NettyLoops loops;
    private Site site;

    @BeforeEach
    void mint() {
        loops = NettyLoops.start("hold-device", 2);
        site = new Site(directory).recordingIn("data/records");
    }

    @AfterEach
    void close() {
        loops.close();
    }

    @Test
    void two_devices_at_once_are_two_devices_with_a_record_each() throws IOException {
        TestCertificate one = site.factory.device("one").mint();
        TestCertificate two = site.factory.device("two").mint();
        UUID first;
        UUID second;

        try (ProvisioningService service = site.start();
                HeldDevice a = device(one, new MemoryDeviceStore(), service.coapAddress());
                HeldDevice b = device(two, new MemoryDeviceStore(), service.coapAddress())) {
            a.start();
            b.start();
            a.awaitProvisioned();
            b.awaitProvisioned();
            first = a.state().id();
            second = b.state().id();
            assertThat(a.failures()).isEmpty();
            assertThat(b.failures()).isEmpty();
            assertThat(a.state().identity().orElseThrow().chain())
                    .isNotEqualTo(b.state().identity().orElseThrow().chain());
        }

        try (RecordStore records = records()) {
            assertThat(records.count()).isEqualTo(2);
            assertThat(recordOf(records, one).deviceIds()).containsExactly(first);
            assertThat(recordOf(records, two).deviceIds()).containsExactly(second);
            assertThat(recordOf(records, one).steps()).containsOnlyKeys(Step.values());
        }
    }

    @Test
    void the_same_device_after_a_factory_reset_is_one_record_with_both_ids() throws IOException {
        TestCertificate own = site.factory.device("d").mint();
        UUID before;
        UUID after;

        try (ProvisioningService service = site.start()) {
            before = provision(own, new MemoryDeviceStore(), service.coapAddress())
                    .id();
            after = provision(own, new MemoryDeviceStore(), service.coapAddress())
                    .id();
        }

        try (RecordStore records = records()) {
            assertThat(records.count()).isEqualTo(1);
            assertThat(recordOf(records, own).deviceIds()).containsExactly(after, before);
        }
    }

    @Test
    void the_same_manufacturer_key_twice_at_once_provisions_both() throws IOException {
        TestCertificate own = site.factory.device("d").mint();
        UUID first;
        UUID second;

        try (ProvisioningService service = site.start();
                HeldDevice a = device(own, new MemoryDeviceStore(), service.coapAddress());
                HeldDevice b = device(own, new MemoryDeviceStore(), service.coapAddress())) {
            a.start();
            b.start();
            a.awaitProvisioned();
            b.awaitProvisioned();
            first = a.state().id();
            second = b.state().id();
        }

        try (RecordStore records = records()) {
            assertThat(records.count()).isEqualTo(1);
            assertThat(recordOf(records, own).deviceIds()).containsExactlyInAnyOrder(first, second);
        }
    }

    @Test
    void a_device_that_starts_again_after_it_was_provisioned_asks_nothing() {
        TestCertificate own = site.factory.device("d").mint();

        try (Workers disk = Workers.named("hold-store", 1, 64);
                ProvisioningService service = site.start();
                FaultProxy proxy = FaultProxy.to(service.coapAddress())) {
            DeviceStore store = new FileDeviceStore(directory.resolve("device"), disk);
            DeviceState left = provision(own, store, proxy.address());
            int connections = proxy.connections();

            try (HeldDevice again = device(own, store, proxy.address())) {
                again.start().awaitProvisioned();

                assertThat(again.attempts()).isEmpty();
                assertThat(again.state().withoutInstalledCredentials()).isEqualTo(left.withoutInstalledCredentials());
            }
            assertThat(connections).isEqualTo(2);
            assertThat(proxy.connections()).isEqualTo(connections);
        }
    }

    private DeviceState provision(TestCertificate own, DeviceStore store, InetSocketAddress service) {
        try (HeldDevice device = device(own, store, service)) {
            device.start().awaitProvisioned();
            assertThat(device.failures()).isEmpty();
            return device.state();
        }
    }

    private HeldDevice device(TestCertificate own, DeviceStore store, InetSocketAddress service) {
        return HeldDevice.open(loops.next(), store, own, site.serviceRoot.certificate(), RETRY, service);
    }

    private RecordStore records() throws IOException {
        return EmbeddedStore.open(directory.resolve("data/records"));
    }

    private static ProvisioningRecord recordOf(RecordStore records, TestCertificate device) {
        return records.find(OcfIdentity.manufacturerUuid(device.publicKey())).orElseThrow();
    }
}
