package org.dps4j.demo.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dps4j.protocol.Secret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the demo asks its cloud, and what it makes of the answers. */
class CloudApiTest {

    private static final UUID DEVICE = UUID.fromString("5e1f0d1c-7a4b-4a0e-9b7e-0d2b6a3c9f10");
    private static final String TOKEN = "a-token-that-nobody-guesses";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private CloudApi api;
    private volatile int status = 200;
    private volatile String body = "{}";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        api = new CloudApi(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"), Secret.ofText(TOKEN));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void a_device_is_known_once_the_cloud_has_it() throws IOException {
        assertThat(api.knows(DEVICE)).isTrue();

        status = 404;

        assertThat(api.knows(DEVICE)).isFalse();
        assertThat(asked).containsOnly("GET /api/v1/devices/" + DEVICE + " ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"{\"online\":true};true", "{\"online\":false};false", "{};false", "{\"online\":\"yes\"};false"})
    void online_is_what_the_cloud_says_it_is(String answer, boolean expected) throws IOException {
        body = answer;

        assertThat(api.isOnline(DEVICE)).isEqualTo(expected);
    }

    @Test
    void a_light_is_on_or_off_or_not_known_yet() throws IOException {
        body = "{\"content\":{\"state\":true}}";
        assertThat(api.light(DEVICE)).contains(Light.ON);
        body = "{\"content\":{\"state\":false}}";
        assertThat(api.light(DEVICE)).contains(Light.OFF);
        body = "{\"content\":{}}";
        assertThat(api.light(DEVICE)).isEmpty();
        status = 404;
        assertThat(api.light(DEVICE)).isEmpty();
    }

    @Test
    void a_light_is_switched_with_one_request() throws IOException {
        api.switchLight(DEVICE, Light.ON);
        api.switchLight(DEVICE, Light.OFF);

        String path = "POST /api/v1/devices/" + DEVICE + "/resources/light/1 ";
        assertThat(asked).containsExactly(path + "{\"state\":true}", path + "{\"state\":false}");
    }

    @Test
    void an_answer_that_was_not_expected_is_told_in_the_clouds_words_and_without_the_token() {
        status = 503;
        body = "{\"error\":{\"message\":\"the device does not answer\"}}";

        assertThatThrownBy(() -> api.switchLight(DEVICE, Light.ON))
                .isInstanceOf(IOException.class)
                .hasMessage("POST for device " + DEVICE
                        + ": expected 200, the cloud answered 503 the device does not answer")
                .hasMessageNotContaining(TOKEN);
        assertThatThrownBy(() -> api.isOnline(DEVICE)).isInstanceOf(IOException.class);
    }

    @Test
    void the_link_to_the_page_carries_the_token_where_no_server_sees_it() {
        assertThat(api.pageLink().revealText()).endsWith("/#token=" + TOKEN);
        assertThat(api.pageLink()).hasToString("(secret)");
    }

    private void answer(HttpExchange exchange) throws IOException {
        boolean allowed =
                ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        String sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + sent);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(allowed ? status : 401, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
