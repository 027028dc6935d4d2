package org.dps4j.device.cloud.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dps4j.device.Device;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.device.cloud.scripted.CloudOperation;
import org.dps4j.device.cloud.scripted.CloudReply;
import org.dps4j.device.cloud.scripted.ScriptedCloud;
import org.dps4j.device.cloud.scripted.TlsCloud;
import org.dps4j.device.server.DeviceResources;
import org.dps4j.device.store.MemoryDeviceStore;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.proxy.FaultProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of fault between a device and its cloud, over real TLS: the device says what it was and comes online. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
class CloudFaultKindIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final CloudSettings SHORT =
            CloudSettings.DEFAULTS.withRetry(CloudRetry.ofTimeouts(List.of(Duration.ofSeconds(1))));

    private final ScriptedCloud script = new ScriptedCloud(() -> Instant.EPOCH);
    private final List<CloudFailure> causes = new CopyOnWriteArrayList<>();
    private final NettyLoops loops = NettyLoops.start("device", 1);
    private TlsCloud cloud;
    private FaultProxy proxy;
    private Device device;
    private OcfCloudClient client;

    @BeforeEach
    void open() throws Exception {
        cloud = new TlsCloud(
                script, OcfCloudClientIT.ROOT.identity(OcfCloudClientIT.CLOUD).mint());
        proxy = FaultProxy.to(new InetSocketAddress("127.0.0.1", cloud.uri().getPort()));
        URI server = URI.create("coaps+tcp://127.0.0.1:" + proxy.address().getPort());
        device = Device.open(loops.next(), new MemoryDeviceStore(), () -> OcfCloudClientIT.provisioned(server))
                .get(5, TimeUnit.SECONDS);
        client = OcfCloudClient.of(DeviceResources.of(device), SHORT);
        client.addListener(new CloudListener() {
            @Override
            public void onStatusChanged(CloudStatus status) {
                status.cause().ifPresent(causes::add);
            }
        });
    }

    @AfterEach
    void close() {
        client.close();
        proxy.close();
        cloud.close();
        loops.close();
    }

    static Stream<Arguments> replies() {
        return Stream.of(
                Arguments.of(CloudReply.silence(), CloudFailure.NoAnswer.class),
                Arguments.of(CloudReply.drop(), CloudFailure.ConnectionLost.class),
                Arguments.of(CloudReply.code("5.03"), CloudFailure.Answered.class),
                Arguments.of(CloudReply.body(""), CloudFailure.UnusableAnswer.class),
                Arguments.of(CloudReply.body("1903e8"), CloudFailure.UnusableAnswer.class),
                Arguments.of(CloudReply.body("ffdeadbeef"), CloudFailure.UnusableAnswer.class));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void a_fault_at_each_request_is_told_and_passes(CloudReply reply, Class<? extends CloudFailure> seenAs)
            throws Exception {
        script.on(CloudOperation.SIGN_UP, reply)
                .on(CloudOperation.SIGN_IN, reply)
                .on(CloudOperation.PUBLISH, reply);

        start();

        awaitPublished();
        assertThat(causes).hasAtLeastOneElementOfType(seenAs);
    }

    @Test
    void a_cloud_that_is_down_at_the_start_is_found_when_it_is_up() throws Exception {
        proxy.refuseConnections();
        start();
        await().atMost(PATIENCE).until(() -> !causes.isEmpty());
        assertThat(causes.get(0)).isInstanceOf(CloudFailure.Unreachable.class);

        proxy.acceptConnections();

        awaitPublished();
    }

    @Test
    void a_connection_that_is_reset_while_the_device_is_online_is_dialled_again() throws Exception {
        start();
        awaitPublished();

        proxy.resetConnections();

        await().atMost(PATIENCE).until(() -> !causes.isEmpty());
        assertThat(causes.get(0)).isInstanceOf(CloudFailure.ConnectionLost.class);
        await().atMost(PATIENCE).until(() -> client.status().isOnline());
    }

    private void start() throws Exception {
        client.start(
                        device.state().id(),
                        device.state().cloud(),
                        device.state().identity().orElseThrow())
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
    }

    private void awaitPublished() {
        await().atMost(PATIENCE)
                .until(() -> client.status().isOnline()
                        && client.status().cause().isEmpty()
                        && script.log().contains(CloudOperation.PUBLISH));
    }
}
