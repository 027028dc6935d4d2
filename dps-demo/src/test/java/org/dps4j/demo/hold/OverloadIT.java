package org.dps4j.demo.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.dps4j.demo.RunningProgram;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.coap.CoapTcpClient;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.protocol.coap.TlsIdentity;
import org.dps4j.protocol.coap.TlsOptions;
import org.dps4j.testkit.pki.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service in its own process, with the 256 MB of heap that the program has, full of connections. */
@Timeout(600)
class OverloadIT {

    private static final int ALL = Integer.getInteger("dps4j.connections", 500);
    private static final int UNFINISHED = Math.min(ALL * 4 / 5, 1_000);
    private static final boolean SOAK = ALL > 500;
    private static final int AT_A_TIME = 50;
    private static final int BEYOND = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte[] BEGINNING_OF_A_HANDSHAKE = {0x16, 0x03, 0x01, 0x02, 0x00};

    @TempDir
    Path directory;

    private final List<SocketChannel> unfinished = new ArrayList<>();
    private NettyLoops loops;
    private Site site;
    private InetSocketAddress address;
    private CoapTcpClient neighbours;
    private RunningProgram service;

    @BeforeEach
    void start() throws IOException {
        loops = NettyLoops.start("hold-crowd", 2);
        site = new Site(directory)
                .recordingIn("data/records")
                .withCoapOption("maxConnections: " + ALL)
                .withCoapOption("maxConnectionsPerAddress: " + ALL)
                .withCoapOption("maxOpenHandshakes: " + ALL)
                .withCoapOption("idleTimeout: 10m")
                .withCoapOption("handshakeTimeout: 10m");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        }
        TestCertificate neighbour = site.factory.device("neighbour").mint();
        neighbours = CoapTcpClient.builder(loops.next())
                .tls(TlsOptions.of(
                        new TlsIdentity(neighbour.chain(), neighbour.privateKey()), (chain, attachments) -> {}))
                .build();
        Path program = RunningProgram.tree().resolve("dps-service/target/dist/bin/dps-service");
        service = RunningProgram.start(directory, Map.of(), program, "--config", site.configFile(address.getPort()));
        service.awaitLine("coaps\\+tcp://127.0.0.1:" + address.getPort());
    }

    @AfterEach
    void close() throws IOException {
        for (SocketChannel channel : unfinished) {
            channel.close();
        }
        neighbours.close();
        service.close();
        loops.close();
    }

    @Test
    void a_full_service_refuses_clearly_provisions_whoever_it_has_and_forgets_those_that_left() throws Exception {
        assumeThat(openFilesAllowed())
                .as("open files that a process may have (ulimit -n)")
                .isGreaterThan(ALL + 500L);
        provision();
        long before = memoryInNeed();

        List<CoapConnection> idle = connect(ALL - UNFINISHED - 2);
        openUnfinished(UNFINISHED);
        provision();
        long within = memoryInNeed();

        openUnfinished(2);
        await("it is full").atMost(PATIENCE).until(() -> health("connections.failed") == 0);
        for (int i = 0; i < BEYOND; i++) {
            assertEndedAtOnce(address);
        }
        await("refusals are counted").atMost(PATIENCE).until(() -> health("connections.beyond.all") == BEYOND);
        assertThat(service.output().lines().filter(line -> line.contains("was refused")))
                .hasSize(5)
                .allMatch(line -> line.endsWith("the listener is full, its limit is " + ALL + " connections"));
        assertThat(health("connections.open")).isEqualTo(idle.size());

        idle.forEach(CoapConnection::close);
        for (SocketChannel channel : unfinished) {
            channel.close();
        }
        await("all have left").atMost(PATIENCE).until(() -> health("connections.open") == 0);
        provision();
        long after = memoryInNeed();

        assertThat(health("memory.max")).isLessThanOrEqualTo(256L << 20);
        if (SOAK) {
            System.out.printf(
                    "%d connections: heap in need %d KB before, %d KB with them, %d KB after; limit %d MB%n",
                    ALL, before >> 10, within >> 10, after >> 10, health("memory.max") >> 20);
            assertThat(after - before).as("what is left of them").isLessThan(6L << 20);
        }
    }

    private List<CoapConnection> connect(int count) throws Exception {
        URI uri = URI.create("coaps+tcp://127.0.0.1:" + address.getPort());
        List<CoapConnection> connections = new ArrayList<>();
        while (connections.size() < count) {
            List<CompletableFuture<CoapConnection>> dialling = new ArrayList<>();
            for (int i = 0; i < Math.min(AT_A_TIME, count - connections.size()); i++) {
                dialling.add(neighbours.connect(uri));
            }
            for (CompletableFuture<CoapConnection> dial : dialling) {
                connections.add(dial.get(30, TimeUnit.SECONDS));
            }
        }
        return connections;
    }

    private void openUnfinished(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(address);
            unfinished.add(channel);
            channel.write(ByteBuffer.wrap(BEGINNING_OF_A_HANDSHAKE));
        }
    }

    private static void assertEndedAtOnce(InetSocketAddress address) throws IOException {
        try (SocketChannel channel = SocketChannel.open(address)) {
            channel.socket().setSoTimeout((int) PATIENCE.toMillis());
            assertThat(channel.socket().getInputStream().read()).isEqualTo(-1);
        }
    }

    private void provision() {
        try (HeldDevice device = HeldDevice.open(
                loops.next(),
                new MemoryDeviceStore(),
                site.factory.device("device").mint(),
                site.serviceRoot.certificate(),
                RetryTable.ofSeconds(10),
                address)) {
            device.start().awaitProvisioned();
            assertThat(device.failures()).isEmpty();
        }
    }

    /** The heap in use; with many connections, which are worth it, after a collection of garbage. */
    private long memoryInNeed() throws Exception {
        if (!SOAK) {
            return health("memory.used");
        }
        Process collecting = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/jcmd").toString(),
                        Long.toString(service.pid()),
                        "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("collected.txt").toFile())
                .start();
        assertThat(collecting.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(directory.resolve("collected.txt")).content().contains("executed successfully");
        return health("memory.used");
    }

    private long health(String count) throws IOException {
        return ServiceHealthPage.of(service).count(count);
    }

    private static long openFilesAllowed() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : 0;
    }
}
