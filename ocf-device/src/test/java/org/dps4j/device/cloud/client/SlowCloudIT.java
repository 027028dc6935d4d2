package org.dps4j.device.cloud.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.dps4j.device.cloud.scripted.CloudOperation.PUBLISH;
import static org.dps4j.device.cloud.scripted.CloudOperation.SIGN_IN;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.machine.KeepAlive;
import org.dps4j.device.cloud.scripted.RawCloud;
import org.dps4j.device.cloud.scripted.ScriptedCloud;
import org.dps4j.device.cloud.scripted.TlsCloud;
import org.dps4j.device.resource.Resource;
import org.dps4j.protocol.cbor.MapWriter;
import org.dps4j.testkit.leak.LeakCheck;
import org.dps4j.testkit.pki.TestCertificate;
import org.dps4j.testkit.proxy.FaultProxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A cloud that reads slowly or not at all, or is gone without a word; the device is online in the end. */
@Timeout(60)
@ExtendWith(LeakCheck.class)
class SlowCloudIT {

    private static final CloudSettings WATCHFUL =
            CloudFixture.PATIENT.withKeepAlive(new KeepAlive(Duration.ofMillis(500), Duration.ofMillis(500), 3));

    private final ScriptedCloud script = new ScriptedCloud(() -> Instant.EPOCH);
    private final TestCertificate certificate =
            CloudFixture.ROOT.identity(CloudFixture.CLOUD).mint();

    private static URI through(FaultProxy proxy) {
        return URI.create("coaps+tcp://127.0.0.1:" + proxy.address().getPort());
    }

    private static InetSocketAddress address(TlsCloud cloud) {
        return new InetSocketAddress(cloud.uri().getHost(), cloud.uri().getPort());
    }

    private static void awaitOffline(CloudFixture device) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !device.client.status().isOnline());
    }

    @Test
    void a_cloud_that_reads_no_more_is_found_out_by_pings() throws Exception {
        try (TlsCloud cloud = new TlsCloud(script, certificate);
                FaultProxy proxy = FaultProxy.to(address(cloud));
                CloudFixture device = new CloudFixture(through(proxy), WATCHFUL).start()) {
            device.awaitOnline();

            proxy.toServer().stopReading();
            device.awaitFailure(CloudFailure.PingsMissed.class);
            proxy.toServer().pass();

            device.awaitOnline();
        }
    }

    @Test
    void a_connection_that_is_half_open_is_found_out_by_pings() throws Exception {
        try (TlsCloud cloud = new TlsCloud(script, certificate);
                FaultProxy proxy = FaultProxy.to(address(cloud));
                CloudFixture device = new CloudFixture(through(proxy), WATCHFUL).start()) {
            device.awaitOnline();

            proxy.toServer().drop();
            proxy.toClient().drop();
            device.awaitFailure(CloudFailure.PingsMissed.class);
            proxy.toServer().pass();
            proxy.toClient().pass();

            device.awaitOnline();
        }
    }

    @Test
    void a_cloud_that_reads_slowly_is_waited_for() throws Exception {
        try (TlsCloud cloud = new TlsCloud(script, certificate);
                FaultProxy proxy = FaultProxy.to(address(cloud));
                CloudFixture device = new CloudFixture(through(proxy), CloudFixture.PATIENT).start()) {
            device.awaitOnline();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> script.directory().containsKey("/light/1"));

            proxy.toServer().throttle(1_000);
            device.resources.add(Resource.at("/light/2")
                    .type("core.light")
                    .onGet(request -> new MapWriter().truth("state", true).toMap())
                    .build());

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> script.directory().containsKey("/light/2"));
            device.awaitOnline();
        }
    }

    @Test
    void what_a_cloud_asks_for_and_does_not_read_is_not_piled_up() throws Exception {
        int asked = 2_000;
        AtomicInteger answered = new AtomicInteger();
        CloudSettings settings =
                CloudFixture.PATIENT.withKeepAlive(new KeepAlive(Duration.ofSeconds(3), Duration.ofMillis(500), 2));
        try (RawCloud cloud = new RawCloud(script, certificate);
                CloudFixture device = new CloudFixture(cloud.uri(), settings)) {
            device.resources.add(Resource.at("/big")
                    .type("x.test.big")
                    .onGet(request -> {
                        answered.incrementAndGet();
                        return new MapWriter().text("text", "x".repeat(60_000)).toMap();
                    })
                    .build());
            device.start();
            cloud.serveThrough(PUBLISH);
            device.awaitOnline();

            cloud.ask("big", asked);
            awaitOffline(device);

            assertThat(answered.get()).isPositive().isLessThan(asked);
            cloud.hangUp();
            cloud.serveThrough(SIGN_IN);
            device.awaitOnline();
        }
    }
}
