package org.dps4j.device.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dps4j.device.resource.ResourceMethod;
import org.dps4j.device.resource.ResourceRequest;
import org.dps4j.device.security.access.Requester;
import org.dps4j.protocol.cbor.CborValue;

/** One message of a real C device, as the file of vectors has it. */
record ObservedMessage(int line, JsonNode json) {

    private static final int OBSERVE = 6;

    static List<ObservedMessage> all() {
        ObjectMapper mapper = new ObjectMapper();
        List<ObservedMessage> messages = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ObservedMessage.class.getResourceAsStream("/vectors/c-device.jsonl")),
                StandardCharsets.UTF_8))) {
            for (String text : lines.lines().toList()) {
                messages.add(new ObservedMessage(messages.size() + 1, mapper.readTree(text)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return messages;
    }

    boolean isAnswerOf(String run) {
        return json.path("run").asText().equals(run)
                && json.path("kind").asText().startsWith("answer");
    }

    /** The answer to an observation, or a notification. */
    boolean isObserved() {
        for (JsonNode option : json.path("options")) {
            if (option.get(0).asInt() == OBSERVE) {
                return true;
            }
        }
        return false;
    }

    String path() {
        return json.path("path").asText();
    }

    String code() {
        return json.path("code").asText();
    }

    JsonNode payload() {
        return json.path("payload");
    }

    ResourceRequest request(Requester requester) {
        JsonNode body = json.path("request_payload");
        List<String> query = new ArrayList<>();
        json.path("query").forEach(part -> query.add(part.asText()));
        Optional<CborValue> value = body.isNull() ? Optional.empty() : Optional.of(JsonBodies.toCbor(body));
        return new ResourceRequest(
                ResourceMethod.valueOf(json.path("method").asText()), path(), query, value, List.of(), requester);
    }

    @Override
    public String toString() {
        return "line " + line + ": " + json.path("method").asText() + " " + path() + " " + json.path("query") + " "
                + json.path("request_payload");
    }
}
