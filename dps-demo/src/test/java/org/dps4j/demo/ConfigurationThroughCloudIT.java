package org.dps4j.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.protocol.pki.OcfIdentity;
import org.dps4j.protocol.pki.Pem;
import org.dps4j.service.ProvisioningService;
import org.dps4j.service.config.ServiceConfig;
import org.dps4j.service.record.ProvisioningRecord;
import org.dps4j.service.record.RecordStore;
import org.dps4j.service.record.Step;
import org.dps4j.service.record.StepStatus;
import org.dps4j.service.store.EmbeddedStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code dps_cloud_server -c}, which is online, and what its cloud has it do through {@code /plgd/dps}. */
@Timeout(60)
class ConfigurationThroughCloudIT {

    private static final String STARTED = "^Started device with ID: (\\S+)$";
    private static final String ONLINE = "^online (?:again )?at ";
    private static final String HUB = "^Cloud configured: coaps\\+tcp://127.0.0.1:(\\d+)";

    @TempDir
    static Path directory;

    private static Fleet fleet;
    private static ServiceAndCloud site;
    private static String service;
    private static RunningProgram device;

    @BeforeAll
    static void a_device_is_online() throws Exception {
        int port = ServiceAndCloud.freePort();
        service = "coaps+tcp://127.0.0.1:" + port;
        fleet = new Fleet(directory);
        site = new ServiceAndCloud(directory.resolve("site"), fleet.pki(), port);
        device = fleet.startDevice(fleet.pki().home(), "steered", "-c", "-r", "20", "steered", service);
        device.awaitLine(ONLINE);
        awaitShown(UUID.fromString(device.awaitLine(STARTED)), service);
    }

    @AfterAll
    static void everything_ends() {
        fleet.close();
        site.close();
    }

    @Test
    void a_forced_reprovision_does_each_step_once_more_and_the_cloud_sees_it_go_and_come_back() throws Exception {
        UUID id = UUID.fromString(last(STARTED));
        int[] before = stepsDone();
        Progress progress = Progress.now();
        HttpURLConnection stream = open("/api/v1/events");
        BufferedReader events =
                new BufferedReader(new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8));
        dataOf(events, "ready", "{}");

        assertThat(order(id, "{\"forceReprovision\":true}")).contains("\"code\":\"2.04\"");

        assertThat(dataOf(events, "presence", id.toString())).contains("\"online\":false");
        assertThat(dataOf(events, "presence", id.toString())).contains("\"online\":true");
        stream.disconnect();
        progress.awaitOneMore();
        assertThat(stepsDone()).isEqualTo(oneMore(before));
        assertThat(device.output()).doesNotContain("failed", "ERROR");
    }

    @Test
    void another_address_has_each_step_done_there_and_the_device_is_online_again() throws Exception {
        UUID id = UUID.fromString(last(STARTED));
        int[] before = stepsDone();
        int port = ServiceAndCloud.freePort();
        String second = "coaps+tcp://127.0.0.1:" + port;
        try (ProvisioningService its = ProvisioningService.start(secondService(port))) {
            assertThat(its.coapAddress().getPort()).isEqualTo(port);
            Progress progress = Progress.now();

            assertThat(order(id, "{\"endpoint\":\"" + second + "\"}")).contains("\"code\":\"2.04\"");

            progress.awaitOneMore();
            awaitShown(id, second);
        }

        assertThat(stepsDone()).isEqualTo(oneMore(before));
        try (RecordStore records = EmbeddedStore.open(directory.resolve("site/second"))) {
            ProvisioningRecord record = records.find(OcfIdentity.manufacturerUuid(Pem.certificates(
                                    Files.readString(fleet.pki().device().certificateChain()))
                            .get(0)
                            .getPublicKey()))
                    .orElseThrow();
            assertThat(record.deviceIds()).containsExactly(id);
            assertThat(record.steps()).containsOnlyKeys(Step.values());
            assertThat(record.steps().values()).allMatch(StepStatus::succeeded);
        }
        Progress back = Progress.now();
        order(id, "{\"endpoint\":\"" + service + "\"}");
        back.awaitOneMore();
        awaitShown(id, service);
    }

    @Test
    void an_empty_address_resets_the_device_which_leaves_the_cloud_and_comes_back_as_another() throws Exception {
        UUID id = UUID.fromString(last(STARTED));
        int starts = count(STARTED);
        Progress progress = Progress.now();

        assertThat(order(id, "{\"endpoint\":\"\"}"))
                .contains("\"code\":\"2.04\"")
                .contains("\"provisionStatus\":\"uninitialized\"");

        UUID next = UUID.fromString(device.awaitLine(STARTED, starts + 1));
        assertThat(next).isNotEqualTo(id);
        progress.awaitOneMore();
        awaitShown(next, service);
        assertThat(site.cloud().knows(id)).isFalse();
    }

    /** How often the device was provisioned and online so far. */
    private record Progress(int provisioned, int online) {

        static Progress now() {
            return new Progress(count(Fleet.PROVISIONED), count(ONLINE));
        }

        /** Returns once it is both once more. */
        void awaitOneMore() {
            device.awaitLine(Fleet.PROVISIONED, provisioned + 1);
            device.awaitLine(ONLINE, online + 1);
        }
    }

    /** Returns once the cloud has the device online, provisioned by the service at this address. */
    private static void awaitShown(UUID id, String endpoint) {
        await().atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> site.cloud().isOnline(id)
                        && site.cloud()
                                .content(id, "/plgd/dps")
                                .filter(shown -> shown.contains("\"provisionStatus\":\"provisioned\"")
                                        && shown.contains("\"endpoint\":\"" + endpoint + "\""))
                                .isPresent());
    }

    /** A service that sends devices to the cloud of the first one and signs tokens with the same key. */
    private static ServiceConfig secondService(int port) throws Exception {
        String yaml = ServiceSettings.yaml(fleet.pki(), port, 0, Integer.parseInt(device.awaitLine(HUB)));
        return ServiceConfig.read(
                Files.writeString(directory.resolve("site/second.yaml"), yaml + "store:\n  file: second\n"));
    }

    private static String order(UUID id, String json) throws IOException {
        HttpURLConnection connection = open("/api/v1/devices/" + id + "/resources/plgd/dps");
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
        return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static HttpURLConnection open(String path) throws IOException {
        String[] pageAndToken = site.cloud().pageLink().revealText().split("#token=", 2);
        HttpURLConnection connection = (HttpURLConnection)
                URI.create(pageAndToken[0]).resolve(path).toURL().openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + pageAndToken[1]);
        connection.setReadTimeout(20_000);
        return connection;
    }

    /** Reads on until an event of this name whose data have this part. */
    private static String dataOf(BufferedReader events, String name, String part) throws IOException {
        for (String line = events.readLine(); line != null; line = events.readLine()) {
            if (line.equals("event: " + name)) {
                String data = events.readLine();
                if (data.contains(part)) {
                    return data;
                }
            }
        }
        throw new AssertionError("the stream ended before " + name + " " + part);
    }

    private static int[] stepsDone() {
        return Arrays.stream(ProvisioningStep.values())
                .mapToInt(step -> count("^Provisioning step " + step.name().toLowerCase(Locale.ROOT) + ": done in"))
                .toArray();
    }

    private static int[] oneMore(int[] counts) {
        return Arrays.stream(counts).map(count -> count + 1).toArray();
    }

    private static int count(String form) {
        return (int) Pattern.compile("(?m)" + form)
                .matcher(device.output())
                .results()
                .count();
    }

    private static String last(String form) {
        return device.awaitLine(form, count(form));
    }
}
