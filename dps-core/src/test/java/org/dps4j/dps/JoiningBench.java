package org.dps4j.dps;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudFlag;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.device.cloud.client.CloudRetry;
import org.dps4j.device.cloud.client.CloudSettings;
import org.dps4j.device.cloud.client.OcfCloudClient;
import org.dps4j.device.cloud.machine.KeepAlive;
import org.dps4j.device.cloud.scripted.CloudOperation;
import org.dps4j.device.cloud.scripted.CloudReply;
import org.dps4j.device.cloud.scripted.ScriptedCloud;
import org.dps4j.device.cloud.scripted.ScriptedCloudTransport;
import org.dps4j.protocol.payload.link.LinkPolicy;
import org.dps4j.protocol.payload.link.ResourceLink;

/** A device with its real client of a cloud, a scripted service that sends it to a scripted cloud, all in virtual time. */
final class JoiningBench {

    static final String CLOUD = "coaps+tcp://127.0.0.1:5684";
    private static final List<CloudReply> REPLIES = List.of(
            CloudReply.drop(),
            CloudReply.silence(),
            CloudReply.twice(),
            new CloudReply.Late(Duration.ofSeconds(1)),
            new CloudReply.Late(Duration.ofSeconds(3)),
            CloudReply.code("4.00"),
            CloudReply.code("4.01"),
            CloudReply.code("4.04"),
            CloudReply.code("5.00"),
            CloudReply.code("5.03"),
            CloudReply.body(""),
            CloudReply.body("a0"),
            CloudReply.body("1903e8"),
            CloudReply.body("ffdeadbeef"));
    private static final List<CloudFailure> WAYS = List.of(
            new CloudFailure.Unreachable("connection refused"),
            new CloudFailure.Unreachable("nobody has this name"),
            new CloudFailure.Untrusted("another authority"));

    // hours of silence are cheap with few pings
    private static final CloudSettings SETTINGS = new CloudSettings(
            CloudRetry.DEFAULT, new KeepAlive(Duration.ofMinutes(10), Duration.ofSeconds(4), 6), Duration.ZERO);

    final Bench bench;
    final List<CloudStatus> failures = new ArrayList<>();
    ScriptedCloud cloud;
    ScriptedCloudTransport way;
    private OcfCloudClient client;

    JoiningBench(long seed) {
        this(seed, SETTINGS.retry());
    }

    /** One whose client of a cloud has these attempts. */
    JoiningBench(long seed, CloudRetry retry) {
        this.bench = new Bench(seed, device -> {
            cloud = new ScriptedCloud(device.loop()::now);
            way = new ScriptedCloudTransport(device.loop()).listen(CLOUD, cloud);
            client = new OcfCloudClient(device, way, SETTINGS.withRetry(retry));
            return client;
        });
        cloud.expectCode("token of " + bench.service.answers().owner());
        client.addListener(new CloudListener() {
            @Override
            public void onStatusChanged(CloudStatus status) {
                if (status.flags().contains(CloudFlag.FAILURE)) {
                    failures.add(status);
                }
            }
        });
    }

    /** Has the cloud, or the way to it, fail once. */
    void fault(Random random) {
        if (random.nextInt(5) == 0) {
            way.onConnect(WAYS.get(random.nextInt(WAYS.size())));
        } else {
            CloudOperation[] operations = {
                CloudOperation.SIGN_UP, CloudOperation.SIGN_IN, CloudOperation.REFRESH, CloudOperation.PUBLISH
            };
            cloud.on(operations[random.nextInt(operations.length)], REPLIES.get(random.nextInt(REPLIES.size())));
        }
    }

    /** Has the cloud lose the device's account. */
    void forget() {
        cloud.forget();
        way.cut();
    }

    void follow(CloudListener listener) {
        var unused = client.addListener(listener);
    }

    void publish(String... paths) {
        client.publish(Arrays.stream(paths)
                .map(path -> ResourceLink.of(
                        "ocf://device",
                        path,
                        List.of("core.light"),
                        List.of("oic.if.rw"),
                        Set.of(LinkPolicy.DISCOVERABLE, LinkPolicy.OBSERVABLE)))
                .toList());
    }

    void assertOnline(String... published) {
        assertThat(client.status().isOnline()).as("online").isTrue();
        assertThat(way.online()).as("sessions").isEqualTo(1);
        assertThat(way.open()).as("connections to the cloud").isEqualTo(1);
        assertThat(cloud.directory()).containsOnlyKeys(published);
        assertThat(bench.device.state().cloud().registration()).as("account").isPresent();
        assertThat(failures)
                .as("failures told")
                .hasSizeGreaterThanOrEqualTo(cloud.misdeeds())
                .allSatisfy(failed -> assertThat(failed.cause()).isPresent());
    }
}
