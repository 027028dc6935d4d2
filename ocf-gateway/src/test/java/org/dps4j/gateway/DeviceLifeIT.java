package org.dps4j.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dps4j.gateway.GatewayDirectory.OWNER;
import static org.dps4j.gateway.ScriptedDevice.ACCOUNT;
import static org.dps4j.gateway.ScriptedDevice.DIRECTORY;
import static org.dps4j.gateway.ScriptedDevice.expect;
import static org.dps4j.gateway.ScriptedDevice.request;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.dps4j.gateway.ScriptedResources.Discovery;
import org.dps4j.protocol.coap.CloseReason;
import org.dps4j.protocol.coap.CoapConnection;
import org.dps4j.protocol.payload.account.RefreshAnswer;
import org.dps4j.protocol.payload.account.SignUpAnswer;
import org.dps4j.protocol.payload.directory.PublishAnswer;
import org.dps4j.protocol.payload.link.ResourceLink;
import org.dps4j.testkit.leak.LeakCheck;
import org.eclipse.californium.core.coap.CoAP.Code;
import org.eclipse.californium.core.coap.CoAP.ResponseCode;
import org.eclipse.californium.core.coap.Request;
import org.eclipse.californium.core.coap.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the cloud knows of a device and does with it, from its first publication to its removal. */
@Timeout(60)
class DeviceLifeIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest();

    private static final UUID ID = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10");
    private static final UUID OTHER = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f11");
    private static final String DEVICE = "/api/v1/devices/" + ID;
    private static final String LIGHT = DEVICE + "/resources/light/1";

    @TempDir
    Path directory;

    private GatewayDirectory files;
    private Gateway gateway;
    private ScriptedDevice device;
    private HttpCaller http;

    @BeforeEach
    void start() throws Exception {
        files = new GatewayDirectory(directory);
        start(Gateway.start(files.config(files.yamlWithFile())));
    }

    private void start(Gateway started) {
        gateway = started;
        http = new HttpCaller(gateway);
        device = new ScriptedDevice(gateway, ID, files.device(ID));
    }

    @AfterEach
    void stop() {
        device.close();
        gateway.close();
    }

    @Test
    void a_device_is_online_with_its_resources_and_their_values() throws Exception {
        device.join(files.token());

        eventually(DEVICE, "\"online\":true");
        eventually(DEVICE, "\"name\":\"thing\"");
        eventually(LIGHT, "\"content\":{\"state\":false,\"name\":\"Light\"}");
        assertThat(device.resources.seen)
                .extracting(seen -> seen.getOptions().getUriQueryString())
                .containsExactly("if=oic.if.ll", "if=oic.if.b");
    }

    @Test
    void a_light_is_switched_and_says_so() throws Exception {
        device.join(files.token());
        eventually(LIGHT, "\"state\":false");

        HttpCaller.Reply reply = http.call("POST", LIGHT + "?interface=oic.if.rw", "{\"state\":true}");

        assertThat(reply.body()).isEqualTo("{\"code\":\"2.04\"}");
        assertThat(reply.status()).isEqualTo(200);
        eventually(LIGHT, "\"state\":true");
        assertThat(http.get(LIGHT + "?from=device").body())
                .isEqualTo("{\"code\":\"2.05\",\"content\":{\"state\":true,\"name\":\"Light\"}}");
        Request post = device.resources.seen.stream()
                .filter(seen -> seen.getCode() == Code.POST)
                .findFirst()
                .orElseThrow();
        assertThat(post.getOptions().getUriQueryString()).isEqualTo("if=oic.if.rw");
        assertThat(post.getOptions().getContentFormat()).isEqualTo(10000);
        assertThat(post.getPayload()).asHexString().isEqualTo("A1657374617465F5");
    }

    @Test
    void a_device_without_a_batch_is_observed_resource_by_resource() throws Exception {
        try (ScriptedDevice plain = new ScriptedDevice(gateway, OTHER, files.device(OTHER), Discovery.LINKS_ONLY)) {
            String light = LIGHT.replace(ID.toString(), OTHER.toString());
            plain.join(files.token());
            eventually(light, "\"state\":false");

            http.call("POST", light, "{\"state\":true}");

            eventually(light, "\"state\":true");
        }
    }

    @Test
    void a_publication_is_answered_with_instances_and_paths_as_they_were_sent() throws Exception {
        device.join(files.token());
        ResourceLink odd =
                ResourceLink.of("ocf://x", "light//1/", List.of("core.light"), List.of(), java.util.Set.of());

        Response response = device.publish(List.of(odd));

        PublishAnswer answer = PublishAnswer.CODEC.decode(
                expect(ResponseCode.CHANGED, response).getPayload());
        assertThat(answer.links()).singleElement().satisfies(link -> {
            assertThat(link.href()).isEqualTo("light//1/");
            assertThat(link.instance()).hasValue(crc("light//1/"));
        });
        assertThat(http.get(DEVICE).body()).contains("\"href\":\"/light/1\",\"published\":true");
    }

    @Test
    void many_links_that_are_published_at_once_are_answered_with_what_a_device_needs_of_them() throws Exception {
        device.join(files.token());
        List<ResourceLink> many = IntStream.range(0, 100)
                .mapToObj(i -> ResourceLink.of(
                        "ocf://" + ID,
                        "/light/of/room/" + i,
                        List.of("core.light", "oic.r.switch.binary"),
                        List.of("oic.if.rw", "oic.if.baseline"),
                        java.util.Set.of()))
                .toList();

        Response response = device.publish(many);

        PublishAnswer answer = PublishAnswer.CODEC.decode(
                expect(ResponseCode.CHANGED, response).getPayload());
        assertThat(response.getPayloadSize())
                .as("as much as a device takes that does not say how much it takes")
                .isLessThanOrEqualTo(7_168);
        assertThat(answer.links())
                .hasSize(100)
                .allSatisfy(link -> assertThat(link.instance()).hasValue(crc(link.href())));
    }

    @Test
    void links_are_unpublished_by_instance_or_all_at_once() throws Exception {
        device.join(files.token());
        eventually(LIGHT, "\"state\":false");
        expect(ResponseCode.BAD_REQUEST, device.send(request(Code.DELETE, DIRECTORY, "di=" + ID, "ins=7")));
        expect(ResponseCode.BAD_REQUEST, device.send(request(Code.DELETE, DIRECTORY, "di=" + OTHER)));
        expect(ResponseCode.BAD_REQUEST, device.send(request(Code.DELETE, DIRECTORY)));

        String both = "di=" + ID + "&ins=" + crc("/light/1");
        expect(ResponseCode.DELETED, device.send(request(Code.DELETE, DIRECTORY, both)));

        assertThat(http.get(LIGHT).body()).contains("\"published\":false");
        expect(ResponseCode.DELETED, device.send(request(Code.DELETE, DIRECTORY, "di=" + ID)));
        assertThat(http.get(DEVICE).body()).doesNotContain("\"published\":true");
        expect(ResponseCode.BAD_REQUEST, device.send(request(Code.DELETE, DIRECTORY, "di=" + ID)));
    }

    @Test
    void a_restart_keeps_registrations_links_and_values() throws Exception {
        SignUpAnswer tokens = device.join(files.token());
        eventually(LIGHT, "\"state\":false");
        device.close();
        gateway.close();

        start(Gateway.start(files.config(files.yamlWithFile())));

        assertThat(http.get(DEVICE).body()).contains("\"online\":false", "\"owner\":\"" + OWNER, "\"name\":\"thing\"");
        assertThat(http.get(LIGHT).body()).contains("\"published\":true", "\"state\":false");
        device.connect();
        RefreshAnswer fresh =
                RefreshAnswer.CODEC.decode(expect(ResponseCode.CHANGED, device.refresh(OWNER, tokens.refreshToken()))
                        .getPayload());
        expect(ResponseCode.CHANGED, device.signIn(OWNER, fresh.accessToken()));
        eventually(DEVICE, "\"online\":true");
        try (Stream<Path> written = Files.list(directory.resolve("data"))) {
            for (Path file : written.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void presence_follows_the_newest_connection() throws Exception {
        SignUpAnswer tokens = device.join(files.token());
        eventually(DEVICE, "\"online\":true");
        CoapConnection older = device.connection();
        device.connect();
        expect(ResponseCode.CHANGED, device.signIn(OWNER, tokens.accessToken()));

        assertThat(ScriptedDevice.await(older.closed().toCompletableFuture()))
                .isInstanceOf(CloseReason.ClosedByPeer.class);
        assertThat(http.get(DEVICE).body()).contains("\"online\":true");
        device.connection().close();
        eventually(DEVICE, "\"online\":false");
    }

    @Test
    void a_silent_device_is_offline_and_its_requests_fail() throws Exception {
        device.close();
        gateway.close();
        start(Gateway.start(
                files.config(files.yaml() + "devices:\n  requestTimeout: 500ms\n  maxWaitingRequests: 1\n")));
        device.join(files.token());
        eventually(LIGHT, "\"state\":false");
        device.resources.silent = true;

        CompletableFuture<Integer> first = status(LIGHT + "?from=device");
        Awaitility.await()
                .until(() -> device.resources.seen.stream()
                        .anyMatch(seen -> seen.getOptions().getUriPathString().equals("light/1")));
        CompletableFuture<Integer> second = status(LIGHT + "?from=device");
        CompletableFuture<Integer> third = status(LIGHT + "?from=device");

        assertThat(List.of(first.join(), second.join(), third.join()))
                .containsOnly(503, 504)
                .contains(504);
        device.connection().close();
        eventually(DEVICE, "\"online\":false");
        assertThat(http.call("POST", LIGHT, "{}").status()).isEqualTo(503);
    }

    @Test
    void a_command_waits_for_a_device_that_is_offline() throws Exception {
        SignUpAnswer tokens = device.join(files.token());
        eventually(LIGHT, "\"state\":false");
        device.connection().close();
        eventually(DEVICE, "\"online\":false");

        CompletableFuture<HttpCaller.Reply> waiting =
                CompletableFuture.supplyAsync(() -> reply("POST", LIGHT + "?wait=20", "{\"state\":true}"));
        device.connect();
        expect(ResponseCode.CHANGED, device.signIn(OWNER, tokens.accessToken()));

        assertThat(waiting.join().status()).isEqualTo(200);
        eventually(LIGHT, "\"state\":true");
        device.connection().close();
        eventually(DEVICE, "\"online\":false");
        assertThat(http.call("POST", LIGHT + "?wait=1", "{}").status()).isEqualTo(503);
    }

    @Test
    void a_device_that_is_removed_is_disconnected_and_cannot_come_back() throws Exception {
        SignUpAnswer tokens = device.join(files.token());
        eventually(DEVICE, "\"online\":true");

        assertThat(http.call("DELETE", DEVICE, "").status()).isEqualTo(204);

        assertThat(device.closeReason()).isInstanceOf(CloseReason.ClosedByPeer.class);
        assertThat(http.get(DEVICE).status()).isEqualTo(404);
        assertThat(http.call("DELETE", DEVICE, "").status()).isEqualTo(404);
        device.connect();
        expect(ResponseCode.UNAUTHORIZED, device.refresh(OWNER, tokens.refreshToken()));
    }

    @Test
    void a_device_that_signs_off_is_forgotten() throws Exception {
        device.join(files.token());
        eventually(DEVICE, "\"online\":true");

        expect(ResponseCode.DELETED, device.send(request(Code.DELETE, ACCOUNT, "uid=" + OWNER, "di=" + ID)));

        assertThat(http.get(DEVICE).status()).isEqualTo(404);
    }

    @Test
    void what_a_device_answers_becomes_the_status_of_the_api() throws Exception {
        device.join(files.token());
        eventually(LIGHT, "\"state\":false");

        assertThat(answered(ResponseCode.UNAUTHORIZED)).isEqualTo(403);
        assertThat(answered(ResponseCode.FORBIDDEN)).isEqualTo(403);
        assertThat(answered(ResponseCode.BAD_REQUEST)).isEqualTo(400);
        assertThat(answered(ResponseCode.INTERNAL_SERVER_ERROR)).isEqualTo(502);
        assertThat(http.call("DELETE", LIGHT, "").status()).isEqualTo(405);
        device.resources.insteadOfLight.set(ScriptedResources.content(new byte[] {0x61}));
        assertThat(http.get(LIGHT + "?from=device").status()).isEqualTo(502);
        assertThat(answered(ResponseCode.NOT_FOUND)).isEqualTo(404);
        assertThat(http.get(LIGHT).body()).contains("\"published\":false");
    }

    private int answered(ResponseCode code) throws Exception {
        device.resources.insteadOfLight.set(new Response(code));
        return http.call("POST", LIGHT, "{}").status();
    }

    private CompletableFuture<Integer> status(String path) {
        return CompletableFuture.supplyAsync(() -> reply("GET", path, "").status());
    }

    private HttpCaller.Reply reply(String method, String path, String body) {
        try {
            return http.call(method, path, body);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void eventually(String path, String part) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(http.get(path).body()).contains(part));
    }

    private static long crc(String href) {
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(href.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
