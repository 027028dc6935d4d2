package org.dps4j.demo.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.dps4j.demo.hold.HeldDevice.Failed;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.service.ProvisioningService;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.peer.HandshakeFailedException;
import org.dps4j.testkit.peer.PeerSetup;
import org.dps4j.testkit.peer.RawListener;
import org.dps4j.testkit.peer.RawPeer;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.pki.TestTls;
import org.dps4j.testkit.proxy.FaultProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Peers that announce too much, are too slow, or never say who they are, towards both ends. */
@Timeout(60)
class HostilePeersIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest();

    private static final RetryTable PATIENT = RetryTable.ofSeconds(10);
    private static final RetryTable NEXT_SERVICE_AFTER_2_S = RetryTable.ofSeconds(2);
    private static final String TWO_GIGABYTES = "f07fffffff45";
    private static final String ANNOUNCED = "announced a message of ";
    private static final long MEBIBYTE = 1L << 20;

    @TempDir
    Path directory;

    private NettyLoops loops;
    private Site site;

    @BeforeEach
    void mint() {
        loops = NettyLoops.start("hold-device", 1);
        site = new Site(directory);
    }

    @AfterEach
    void close() {
        loops.close();
    }

    @Test
    void two_gigabytes_announced_to_the_service_end_the_connection_and_take_no_memory() {
        try (ServiceJournal journal = new ServiceJournal();
                ProvisioningService service = site.start()) {
            provision(service.coapAddress());
            PeerSetup attested = RawPeer.tls(
                    TestTls.trustingEverybody(site.factory.device("d").mint()));
            try (RawPeer warmUp = attested.dial(service.coapAddress())) {
                warmUp.send(TWO_GIGABYTES);
                warmUp.awaitEnding();
            }
            long before = memoryInUse();

            for (int i = 0; i < 32; i++) {
                try (RawPeer peer = attested.dial(service.coapAddress())) {
                    peer.send(TWO_GIGABYTES);
                    peer.awaitEnding();
                }
            }

            assertThat(memoryInUse() - before).isLessThan(16 * MEBIBYTE);
            await().untilAsserted(() -> assertThat(journal.count(ANNOUNCED + "2147549458 bytes, the limit is 262144"))
                    .as(journal.toString())
                    .isEqualTo(33));
            provision(service.coapAddress());
        }
    }

    @Test
    void a_message_of_one_byte_per_second_is_given_up_by_the_service_which_goes_on_provisioning() {
        site.withCoapOption("frameTimeout: 1500ms");
        try (ServiceJournal journal = new ServiceJournal();
                ProvisioningService service = site.start();
                FaultProxy slow = FaultProxy.to(service.coapAddress());
                RawPeer peer = RawPeer.tls(TestTls.trustingEverybody(
                                site.factory.device("d").mint()))
                        .protocols("TLSv1.2")
                        .dial(slow.address())) {
            // a record with one byte of a message takes about 30 bytes on the network
            slow.toServer().throttle(30);
            peer.sendInPieces(new byte[] {(byte) 0xd8, 0x0b, 0x01, 0x17, 0x54, 0x41, (byte) 0xf5, (byte) 0xcc}, 1);

            provision(service.coapAddress());

            peer.awaitEnding();
            await().until(() -> journal.count("a message that began was not complete within 1500 ms") == 1);
        }
    }

    @Test
    void a_tls_record_of_one_byte_per_second_is_given_up_by_the_service_too() {
        site.withCoapOption("idleTimeout: 1500ms");
        try (ServiceJournal journal = new ServiceJournal();
                ProvisioningService service = site.start();
                FaultProxy slow = FaultProxy.to(service.coapAddress());
                RawPeer peer = RawPeer.tls(TestTls.trustingEverybody(
                                site.factory.device("d").mint()))
                        .protocols("TLSv1.2")
                        .dial(slow.address())) {
            slow.toServer().throttle(1);
            peer.send(new byte[8_000]);

            peer.awaitEnding();

            await().until(() -> journal.count("no message came or went for 1500 ms") == 1);
        }
    }

    @Test
    void a_handshake_of_one_byte_per_second_is_given_up_by_the_service() {
        site.withCoapOption("handshakeTimeout: 1s");
        try (ServiceJournal journal = new ServiceJournal();
                ProvisioningService service = site.start();
                FaultProxy slow = FaultProxy.to(service.coapAddress())) {
            slow.toServer().throttle(1);

            assertThatThrownBy(() -> RawPeer.tls(TestTls.trustingEverybody(
                                    site.factory.device("d").mint()))
                            .dial(slow.address()))
                    .isInstanceOf(HandshakeFailedException.class);

            await().until(() -> journal.count("the handshake was not complete within 1000 ms") == 1);
        }
    }

    @Test
    void two_gigabytes_announced_to_a_device_are_a_failure_after_which_the_next_service_provisions_it() {
        try (RawListener hostile =
                        RawPeer.tls(TestTls.trustingEverybody(server())).listen();
                ProvisioningService service = site.start();
                HeldDevice device = device(NEXT_SERVICE_AFTER_2_S, hostile.address(), service.coapAddress())) {
            provision(service.coapAddress());
            long before = memoryInUse();
            provision(service.coapAddress());
            device.start();
            try (RawPeer peer = hostile.accept()) {
                peer.readFrame();
                peer.send(TWO_GIGABYTES);
                peer.awaitEnding();
            }

            Failed failed = device.awaitFailure(1);
            assertThat(failed.step()).isEqualTo(ProvisioningStep.TIME);
            assertThat(failed.failure()).isInstanceOf(Failure.UnreadableAnswer.class);
            assertThat(failed.failure().describe()).contains(ANNOUNCED + "2147549458 bytes, the limit is 65536");
            assertThat(failed.changedNothing()).isTrue();
            device.awaitProvisioned();
            assertThat(device.failures()).hasSize(1);
            assertThat(memoryInUse() - before).isLessThan(16 * MEBIBYTE);
        }
    }

    @Test
    void a_service_that_sends_one_byte_per_second_does_not_keep_a_device_from_the_next_one() {
        try (RawListener hostile =
                        RawPeer.tls(TestTls.trustingEverybody(server())).listen();
                FaultProxy slow = FaultProxy.to(hostile.address());
                ProvisioningService service = site.start();
                HeldDevice device = device(NEXT_SERVICE_AFTER_2_S, slow.address(), service.coapAddress())) {
            provision(service.coapAddress());
            device.start();
            try (RawPeer peer = hostile.accept()) {
                peer.readFrame();
                slow.toClient().throttle(30);
                peer.sendInPieces(HexFormat.of().parseHex("d8040145000000000000000000"), 1);

                device.awaitProvisioned();
            }

            assertThat(device.failures()).singleElement().satisfies(failed -> {
                assertThat(failed.failure()).isEqualTo(new Failure.NoAnswer(Duration.ofSeconds(2)));
                assertThat(failed.changedNothing()).isTrue();
            });
        }
    }

    @Test
    void a_thousand_connections_that_never_finish_their_handshake_do_not_keep_a_device_out() throws IOException {
        site.withCoapOption("handshakeTimeout: 5s");
        site.withCoapOption("maxOpenHandshakes: 1001");
        List<SocketChannel> idlers = new ArrayList<>();
        try (ServiceJournal journal = new ServiceJournal();
                ProvisioningService service = site.start()) {
            for (int i = 0; i < 1_000; i++) {
                idlers.add(SocketChannel.open(service.coapAddress()));
                if (i % 2 == 0) {
                    // the header of a ClientHello of 512 bytes that does not follow
                    idlers.get(i).write(ByteBuffer.wrap(HexFormat.of().parseHex("1603010200")));
                }
            }

            provision(service.coapAddress());

            assertThat(journal.count("did not get a connection")).isZero();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> journal.count("the handshake was not complete within 5000 ms") == 1_000);
            for (SocketChannel idler : idlers) {
                assertEnded(idler);
            }
            provision(service.coapAddress());
        } finally {
            for (SocketChannel idler : idlers) {
                idler.close();
            }
        }
    }

    private static void assertEnded(SocketChannel channel) throws IOException {
        ByteBuffer rest = ByteBuffer.allocate(1024);
        while (channel.read(rest) > 0) {
            assertThat(rest.hasRemaining()).isTrue();
        }
    }

    private void provision(InetSocketAddress service) {
        try (HeldDevice device = device(PATIENT, service)) {
            device.start().awaitProvisioned();
            assertThat(device.failures()).isEmpty();
        }
    }

    private HeldDevice device(RetryTable retry, InetSocketAddress... services) {
        return HeldDevice.open(
                loops.next(),
                new MemoryDeviceStore(),
                site.factory.device("device").mint(),
                site.serviceRoot.certificate(),
                retry,
                services);
    }

    private TestCertificate server() {
        return site.serviceRoot.server("localhost").mint();
    }

    private static long memoryInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum();
    }
}
