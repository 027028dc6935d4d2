package org.dps4j.demo.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.protocol.Secret;

/** The HTTP API of the cloud, as far as the demo needs it. Blocks, 25 s at most; thread-safe. */
public final class CloudApi {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 20_000;
    private static final int LARGEST_ANSWER = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI page;
    private final Secret token;

    private record Answer(int status, JsonNode body) {}

    /**
     * The API of one cloud.
     *
     * @param page the address of its page
     * @param token the bearer token of the API
     */
    public CloudApi(URI page, Secret token) {
        this.page = page;
        this.token = token;
    }

    /** The page, with the token in its fragment. It is a secret, too. */
    public Secret pageLink() {
        return Secret.ofText(page + "#token=" + token.revealText());
    }

    /** Whether the device is registered, online or not. */
    public boolean knows(UUID device) throws IOException {
        return found("GET", device, "").isPresent();
    }

    /** Whether the device is connected and signed in. */
    public boolean isOnline(UUID device) throws IOException {
        return found("GET", device, "")
                .map(its -> its.path("online").asBoolean())
                .orElse(false);
    }

    /** What the device's light last said of itself; empty as long as the cloud does not know it. */
    public Optional<Light> light(UUID device) throws IOException {
        return found("GET", device, "/resources/light/1")
                .map(its -> its.path("content").path("state"))
                .filter(JsonNode::isBoolean)
                .map(its -> its.asBoolean() ? Light.ON : Light.OFF);
    }

    /** Has the device switch its light; returns when the device said that it did. */
    public void switchLight(UUID device, Light to) throws IOException {
        write(device, "/light/1", "{\"state\":" + (to == Light.ON) + "}");
    }

    /** Writes a resource of the device; returns when the device said that it took it. */
    public void write(UUID device, String href, String json) throws IOException {
        Answer answer = call("POST", device, "/resources" + href, json);
        if (answer.status() != 200) {
            throw unexpected("POST", device, answer);
        }
    }

    /** What a resource of the device last said of itself, as JSON; empty as long as the cloud does not know it. */
    public Optional<String> content(UUID device, String href) throws IOException {
        return found("GET", device, "/resources" + href)
                .map(its -> its.path("content").toString());
    }

    private Optional<JsonNode> found(String method, UUID device, String path) throws IOException {
        Answer answer = call(method, device, path, "");
        if (answer.status() == 404) {
            return Optional.empty();
        }
        if (answer.status() != 200) {
            throw unexpected(method, device, answer);
        }
        return Optional.of(answer.body());
    }

    private Answer call(String method, UUID device, String path, String body) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                page.resolve("/api/v1/devices/" + device + path).toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(ANSWER_MILLIS);
        connection.setRequestMethod(method);
        connection.setRequestProperty("Authorization", "Bearer " + token.revealText());
        if (!body.isEmpty()) {
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/json");
            connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        }
        int status = connection.getResponseCode();
        try (InputStream content = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(
                    status, JSON.readTree(content == null ? new byte[0] : content.readNBytes(LARGEST_ANSWER)));
        }
    }

    private static IOException unexpected(String method, UUID device, Answer answer) {
        return new IOException(
                method + " for device " + device + ": expected 200, the cloud answered " + answer.status() + " "
                        + answer.body().path("error").path("message").asText());
    }
}
