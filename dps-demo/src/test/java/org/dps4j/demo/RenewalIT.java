package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.dps4j.demo.pki.DemoPki;
import org.dps4j.demo.pki.DemoPki.Existing;
import org.dps4j.demo.pki.PkiLayout;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.device.cloud.client.CloudRetry;
import org.dps4j.device.cloud.client.CloudSettings;
import org.dps4j.device.cloud.client.OcfCloudClient;
import org.dps4j.device.cloud.transport.CloudConnection;
import org.dps4j.device.cloud.transport.CloudDial;
import org.dps4j.device.cloud.transport.CloudTransport;
import org.dps4j.device.cloud.transport.CoapCloudTransport;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.device.security.credential.Identity;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.dps.DpsClient;
import org.dps4j.dps.DpsConfig;
import org.dps4j.dps.DpsListener;
import org.dps4j.dps.Snapshot;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.protocol.coap.NettyLoop;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.protocol.pki.Pem;
import org.dps4j.testkit.leak.LeakCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A device that is online renews a short-lived identity at a real service; its real cloud notices at the next handshake. */
@Timeout(120)
class RenewalIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest();

    private static final Duration VALIDITY = Duration.ofHours(2);
    private static final int RENEWING = 0x2b95;
    private static final int PROVISIONED = 0x2995;

    @TempDir
    Path directory;

    private final List<Integer> masks = new CopyOnWriteArrayList<>();
    private final List<CloudStatus> cloudStatuses = new CopyOnWriteArrayList<>();

    private ServiceAndCloud site;

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void the_session_goes_on_while_the_identity_is_renewed_and_the_next_connection_shows_the_new_one()
            throws Exception {
        PkiLayout pki = new PkiLayout(directory.resolve("pki_certs"));
        new DemoPki(pki, Instant.now(), new SecureRandom()).create(Existing.KEEP);
        int port = ServiceAndCloud.freePort();
        site = ServiceAndCloud.issuingFor(VALIDITY, directory.resolve("site"), pki, port);
        try (NettyLoops loops = NettyLoops.start("device", 1)) {
            Device device = device(loops.next(), pki);
            NotingTransport way = new NotingTransport(device);
            try (OcfCloudClient cloud = cloud(device, way);
                    DpsClient client = client(device, cloud, port)) {
                client.start();
                eventually().until(() -> cloud.status().isOnline());
                int dials = way.dials.size();
                Identity old = device.state().identity().orElseThrow();
                assertThat(client.snapshot().renewal().orElseThrow().due())
                        .isBetween(
                                Instant.now().plus(Duration.ofMinutes(78)),
                                Instant.now().plus(Duration.ofMinutes(80)));
                cloudStatuses.clear();

                device.loop().execute(() -> device.clock().set(Instant.now().plus(Duration.ofMinutes(100))));
                eventually().until(() -> masks.contains(RENEWING) && masks.get(masks.size() - 1) == PROVISIONED);

                Identity renewed = device.state().identity().orElseThrow();
                assertThat(renewed.chain()).isNotEqualTo(old.chain());
                assertThat(way.dials)
                        .hasSize(dials)
                        .extracting(CloudDial::identity)
                        .containsOnly(old);
                assertThat(cloudStatuses).allMatch(CloudStatus::isOnline);

                way.cut();
                eventually()
                        .until(() -> way.dials.size() > dials && cloud.status().isOnline());

                assertThat(way.dials.subList(dials, way.dials.size()))
                        .extracting(CloudDial::identity)
                        .containsOnly(renewed);
            }
        }
    }

    private static ConditionFactory eventually() {
        return await().atMost(30, TimeUnit.SECONDS).pollInterval(Duration.ofMillis(10));
    }

    private static Device device(NettyLoop loop, PkiLayout pki) throws Exception {
        PkiLayout.DeviceFiles files = pki.device();
        DeviceState fresh = DeviceState.fresh(
                UUID.randomUUID(),
                "lamp",
                new Platform(UUID.randomUUID(), "maker", "oic.d.light"),
                DeviceKey.generate(new SecureRandom()));
        DeviceState installed = fresh.withCredentials(fresh.credentials()
                .installManufacturerCertificate(
                        Pem.certificates(Files.readString(files.certificateChain())),
                        Pem.privateKey(Files.readString(files.key())))
                .credentials()
                .installManufacturerTrustAnchors(Pem.certificates(Files.readString(files.serviceRoot())))
                .credentials());
        return Device.open(loop, new MemoryDeviceStore(), () -> installed).get(5, TimeUnit.SECONDS);
    }

    private OcfCloudClient cloud(Device device, CloudTransport way) {
        OcfCloudClient cloud = new OcfCloudClient(
                device, way, CloudSettings.DEFAULTS.withRetry(CloudRetry.ofTimeouts(List.of(Duration.ofMillis(800)))));
        cloud.addListener(new CloudListener() {
            @Override
            public void onStatusChanged(CloudStatus status) {
                cloudStatuses.add(status);
            }
        });
        return cloud;
    }

    private DpsClient client(Device device, OcfCloudClient cloud, int port) {
        return DpsClient.builder(device)
                .config(DpsConfig.DEFAULTS.withExpiringLimit(Duration.ofMinutes(5)))
                .endpoint(DpsEndpoint.of("coaps+tcp://127.0.0.1:" + port))
                .cloud(cloud)
                .listener(new DpsListener() {
                    @Override
                    public void onStatusChanged(Snapshot snapshot) {
                        masks.add(snapshot.mask());
                    }
                })
                .build();
    }

    /** The real way to the cloud, and notes of who was shown to it. */
    private static final class NotingTransport implements CloudTransport {

        private final List<CloudDial> dials = new CopyOnWriteArrayList<>();
        private final List<CloudConnection> connections = new CopyOnWriteArrayList<>();
        private final Device device;
        private final CoapCloudTransport real;

        NotingTransport(Device device) {
            this.device = device;
            this.real = new CoapCloudTransport((NettyLoop) device.loop(), DeviceResources.of(device)::serve);
        }

        @Override
        public CompletionStage<CloudConnection> connect(CloudDial dial) {
            dials.add(dial);
            return real.connect(dial).thenApply(connection -> {
                connections.add(connection);
                return connection;
            });
        }

        void cut() {
            device.loop().execute(() -> connections.forEach(CloudConnection::close));
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
