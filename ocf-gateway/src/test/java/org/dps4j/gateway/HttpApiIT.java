package org.dps4j.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dps4j.program.StartException;
import org.dps4j.testkit.leak.LeakCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What people and programs see over HTTP, and what they do not. */
@Timeout(60)
class HttpApiIT {

    @RegisterExtension
    static final LeakCheck LEAKS = LeakCheck.afterEachTest();

    private static final UUID ID = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10");

    @TempDir
    Path directory;

    private GatewayDirectory files;
    private Gateway gateway;
    private HttpCaller http;

    @BeforeEach
    void start() throws Exception {
        files = new GatewayDirectory(directory);
        gateway = Gateway.start(files.config());
        http = new HttpCaller(gateway);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void nothing_of_a_device_is_shown_without_the_token() throws Exception {
        for (String token : new String[] {"", "x", gateway.apiToken().revealText() + "x"}) {
            HttpCaller stranger = new HttpCaller(gateway, token);
            HttpCaller.Reply reply = stranger.get("/api/v1/devices");
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.headers().getHeaderField("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(stranger.get("/api/v1/events").status()).isEqualTo(401);
            assertThat(stranger.call("DELETE", "/api/v1/devices/" + ID, "").status())
                    .isEqualTo(401);
        }
        assertThat(http.get("/api/v1/devices").body()).isEqualTo("{\"devices\":[]}");
    }

    @Test
    void the_token_is_made_once_and_is_for_its_owner_only() throws Exception {
        Path file = directory.resolve("data/api-token");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Gateway second = Gateway.start(files.config())) {
            assertThat(second.apiToken()).isEqualTo(gateway.apiToken());
        }
        assertThat(gateway.pageLink().revealText())
                .isEqualTo("http://127.0.0.1:" + gateway.httpAddress().getPort() + "/#token="
                        + Files.readString(file).strip());
        assertThat(gateway.pageLink().toString()).isEqualTo("(secret)");
        Files.writeString(file, "short");
        assertThatThrownBy(() -> Gateway.start(files.config()).close())
                .isInstanceOf(StartException.class)
                .hasMessageContaining("api-token: expected a token of 16 to 512");
    }

    @Test
    void the_page_loads_nothing_from_elsewhere() throws Exception {
        HttpCaller anybody = new HttpCaller(gateway, "");
        HttpCaller.Reply page = anybody.get("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers().getHeaderField("Content-Security-Policy"))
                .contains("default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'");
        assertThat(page.headers().getHeaderField("Referrer-Policy")).isEqualTo("no-referrer");
        for (String path : new String[] {"/", "/page.js", "/page.css"}) {
            assertThat(anybody.get(path).body()).doesNotContain("http://", "https://", "//cdn");
        }
        assertThat(page.body()).contains("/page.js", "/page.css", "width=device-width", "light dark");
        assertThat(anybody.get("/icon.svg").status()).isEqualTo(200);
        assertThat(anybody.get("/api/openapi.yaml").body()).contains("openapi: 3.1.0", "/events:");
        assertThat(anybody.get("/health").body()).contains("\"status\":\"ok\"", "\"devices\":0");
        assertThat(anybody.get("/nothing").status()).isEqualTo(404);
        assertThat(anybody.get("/page.html/../../etc/passwd").status()).isIn(400, 404);
    }

    @Test
    void wrong_requests_get_their_status() throws Exception {
        try (ScriptedDevice device = new ScriptedDevice(gateway, ID, files.device(ID))) {
            device.join(files.token());
            String path = "/api/v1/devices/" + ID;

            assertThat(http.get("/api/v1/devices/x").status()).isEqualTo(404);
            assertThat(http.get("/api/v1/nothing").status()).isEqualTo(404);
            assertThat(http.get(path + "/resources/no/such").status()).isEqualTo(404);
            assertThat(http.get(path + "/resources").status()).isEqualTo(404);
            assertThat(http.call("PUT", path, "{}").status()).isEqualTo(405);
            assertThat(http.call("POST", path + "/resources/light/1", "{\"a\":").status())
                    .isEqualTo(400);
            assertThat(http.call("POST", path + "/resources/light/1?interface=a&b", "{}")
                            .status())
                    .isEqualTo(200);
            assertThat(http.get(path + "/resources/light/1?interface=%26rt%3Dx").status())
                    .isEqualTo(400);
            assertThat(http.get(path + "/resources/light/1?from=moon").status()).isEqualTo(400);
            assertThat(http.call("POST", path + "/resources/light/1?wait=100", "{}")
                            .status())
                    .isEqualTo(400);
            assertThat(http.call("POST", path + "/resources/light/1", "\"" + "x".repeat(66_000) + "\"")
                            .status())
                    .isEqualTo(413);
        }
    }

    @Test
    void a_stream_begins_with_the_devices_and_then_tells_every_change() throws Exception {
        try (ScriptedDevice device = new ScriptedDevice(gateway, ID, files.device(ID))) {
            device.connect();
            device.signUp(files.token());
            HttpURLConnection connection = http.open("GET", "/api/v1/events");
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
            assertThat(connection.getContentType()).startsWith("text/event-stream");
            assertThat(event(lines)).startsWith("event: device\ndata: {\"id\":\"" + ID);
            assertThat(event(lines)).startsWith("event: ready");

            device.connect();
            device.join(files.token());

            assertThat(event(lines)).contains("event: presence").contains("\"online\":true");
            Map<String, String> told = firstOfEach(lines, "published", "changed");
            assertThat(told.get("published")).contains("\"href\":\"/light/1\"");
            assertThat(told.get("changed")).contains("\"content\":{");
            assertThat(http.call("DELETE", "/api/v1/devices/" + ID, "").status())
                    .isEqualTo(204);
            assertThat(firstOfEach(lines, "removed").get("removed")).contains(ID.toString());
            connection.disconnect();
        }
    }

    @Test
    void streams_end_with_the_gateway() throws Exception {
        HttpURLConnection connection = http.open("GET", "/api/v1/events");
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        assertThat(event(lines)).contains("ready");

        gateway.close();

        assertThat(lines.readLine()).isNull();
        connection.disconnect();
    }

    @Test
    void a_busy_port_and_a_wrong_certificate_are_named() {
        int coap = gateway.coapAddress().getPort();
        int port = gateway.httpAddress().getPort();
        assertStartFails(files.yaml().replaceFirst("127.0.0.1:0", "127.0.0.1:" + coap), "coap.address: port " + coap);
        assertStartFails(
                files.yaml().replace("http:\n  address: 127.0.0.1:0", "http:\n  address: 127.0.0.1:" + port),
                "http.address: port " + port);
        files.write("gateway.pem", files.identities.server("localhost").mint().chainPem());
        assertStartFails(files.yaml(), "gateway-key.pem: expected the key of the first certificate");
    }

    private void assertStartFails(String yaml, String expected) {
        assertThatThrownBy(() -> Gateway.start(files.config(yaml)).close())
                .isInstanceOf(StartException.class)
                .hasMessageContaining(expected)
                .hasMessageNotContaining("\n");
    }

    /** What was first told under each of these names, in whatever order: values may come before their links. */
    private static Map<String, String> firstOfEach(BufferedReader lines, String... names) throws Exception {
        Map<String, String> found = new HashMap<>();
        while (!found.keySet().containsAll(List.of(names))) {
            String event = event(lines);
            found.putIfAbsent(event.substring("event: ".length(), event.indexOf('\n')), event);
        }
        return found;
    }

    private static String event(BufferedReader lines) throws Exception {
        StringBuilder event = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.isEmpty() && event.length() > 0) {
                return event.toString();
            }
            if (!line.isEmpty() && !line.startsWith(":")) {
                event.append(line).append('\n');
            }
        }
        throw new AssertionError("the stream ended");
    }
}
