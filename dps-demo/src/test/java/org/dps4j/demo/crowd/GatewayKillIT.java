package org.dps4j.demo.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.dps4j.demo.crowd.JoiningSite.Keeping;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.cloud.client.OcfCloudClient;
import org.dps4j.protocol.coap.NettyLoops;
import org.dps4j.testkit.leak.LeakCheck;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A gateway whose process dies under its devices. */
@Timeout(150)
class GatewayKillIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest();

    private static final int DEVICES = 50;
    private static final Path PROGRAM =
            Path.of(System.getProperty("dps.repository")).resolve("ocf-gateway/target/dist/bin/ocf-gateway");
    private static final CloudListener NOBODY = new CloudListener() {};

    @TempDir
    Path directory;

    @Test
    void fifty_devices_come_back_online_and_nothing_of_them_is_doubled() throws Exception {
        try (JoiningSite site = new JoiningSite(PROGRAM, directory, Keeping.IN_A_FILE);
                NettyLoops loops = NettyLoops.start("device", 2)) {
            List<OcfCloudClient> clients = new ArrayList<>();
            try {
                for (int i = 0; i < DEVICES; i++) {
                    clients.add(site.join(loops.next(), NOBODY));
                }
                killAndComeBack(site, clients);
            } finally {
                clients.forEach(OcfCloudClient::close);
            }
        }
    }

    private static void killAndComeBack(JoiningSite site, List<OcfCloudClient> clients) throws Exception {
        soon("all are known with what they have").untilAsserted(() -> assertComplete(site, clients));
        soon("all are online").until(() -> allOnline(site));
        Map<String, List<String>> before = resources(site);

        site.killGateway();
        soon("all notice")
                .until(() ->
                        clients.stream().noneMatch(client -> client.status().isOnline()));
        site.startGatewayAgain();

        soon("all come back")
                .until(() -> clients.stream().allMatch(client -> client.status().isOnline()));
        soon("the gateway sees them all").until(() -> allOnline(site));
        soon("with what they had")
                .untilAsserted(() -> assertThat(resources(site)).isEqualTo(before));
    }

    private static ConditionFactory soon(String what) {
        return await(what).atMost(Duration.ofSeconds(60));
    }

    private static boolean allOnline(JoiningSite site) throws IOException {
        return site.ask("/health").contains("\"devices\":" + DEVICES + ",\"online\":" + DEVICES);
    }

    private static void assertComplete(JoiningSite site, List<OcfCloudClient> clients) throws IOException {
        Map<String, List<String>> resources = resources(site);
        assertThat(resources)
                .as(() -> missing(clients) + "\nThe gateway wrote last:\n" + site.lastLines())
                .hasSize(DEVICES);
        assertThat(resources.values()).allSatisfy(its -> assertThat(its).contains("/oic/d", "/light/1"));
        assertThat(resources.values().stream().distinct()).hasSize(1);
    }

    /** How those that are away see it themselves. */
    private static String missing(List<OcfCloudClient> clients) {
        return clients.stream()
                .map(OcfCloudClient::status)
                .filter(status -> !status.isOnline())
                .map(status -> "away with " + status.flags() + ", during " + status.activity() + ", because of "
                        + status.cause() + ", next attempt " + status.nextAttempt())
                .collect(Collectors.joining("\n"));
    }

    /** The paths of the resources of each device, as often as the gateway names them. */
    private static Map<String, List<String>> resources(JoiningSite site) throws IOException {
        Map<String, List<String>> all = new TreeMap<>();
        for (JsonNode device : json(site, "/api/v1/devices").path("devices")) {
            String id = device.path("id").asText();
            List<String> paths = new ArrayList<>();
            for (JsonNode resource : json(site, "/api/v1/devices/" + id).path("resources")) {
                paths.add(resource.path("href").asText());
            }
            paths.sort(null);
            assertThat(paths).doesNotHaveDuplicates();
            assertThat(all.put(id, paths)).as("listed before").isNull();
        }
        return all;
    }

    private static JsonNode json(JoiningSite site, String path) throws IOException {
        return new ObjectMapper().readTree(site.ask(path));
    }
}
