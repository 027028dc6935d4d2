package org.dps4j.protocol.payload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** One message that a real device sent, as the file of vectors has it. */
public record RealMessage(int line, JsonNode json) {

    public static List<RealMessage> all() {
        ObjectMapper mapper = new ObjectMapper();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RealMessage.class.getResourceAsStream("/vectors/c-device.jsonl")),
                StandardCharsets.UTF_8))) {
            List<String> texts = lines.lines().toList();
            RealMessage[] messages = new RealMessage[texts.size()];
            for (int i = 0; i < messages.length; i++) {
                messages[i] = new RealMessage(i + 1, mapper.readTree(texts.get(i)));
            }
            return List.of(messages);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The request of the device to this path. */
    public static RealMessage requestTo(String path) {
        return all().stream()
                .filter(its -> its.isFrom("request of the device") && its.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    /** The first answer of the device from this path that has a body. */
    public static RealMessage answerFrom(String path) {
        return all().stream()
                .filter(its -> its.isFrom("answer of the device") && its.path().equals(path) && its.body().length > 0)
                .findFirst()
                .orElseThrow();
    }

    public boolean isFrom(String kind) {
        return json.path("kind").asText().equals(kind);
    }

    public String path() {
        return json.path("path").asText();
    }

    public JsonNode payload() {
        return json.path("payload");
    }

    public byte[] body() {
        return bodyOf(HexFormat.of().parseHex(json.path("hex").asText()));
    }

    @Override
    public String toString() {
        return "line " + line + ": " + json.path("kind").asText() + ", "
                + json.path("method").asText() + " " + path();
    }

    /** Walks over length, token and options of a frame (RFC 8323 3.2). */
    private static byte[] bodyOf(byte[] frame) {
        int lengthSize = switch ((frame[0] & 0xff) >> 4) {
            case 13 -> 1;
            case 14 -> 2;
            case 15 -> 4;
            default -> 0;
        };
        int at = 1 + lengthSize + 1 + (frame[0] & 0x0f);
        while (at < frame.length && frame[at] != (byte) 0xff) {
            int first = frame[at++] & 0xff;
            int delta = first >> 4;
            int size = first & 0x0f;
            at += delta == 13 ? 1 : delta == 14 ? 2 : 0;
            if (size == 13) {
                size = 13 + (frame[at++] & 0xff);
            } else if (size == 14) {
                size = 269 + ((frame[at] & 0xff) << 8 | frame[at + 1] & 0xff);
                at += 2;
            }
            at += size;
        }
        return Arrays.copyOfRange(frame, Math.min(at + 1, frame.length), frame.length);
    }
}
