package org.dps4j.gateway.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dps4j.protocol.cbor.CborValue;
import org.dps4j.protocol.cbor.CborValue.CborArray;
import org.dps4j.protocol.cbor.CborValue.CborBytes;
import org.dps4j.protocol.cbor.CborValue.CborFloat;
import org.dps4j.protocol.cbor.CborValue.CborInteger;
import org.dps4j.protocol.cbor.CborValue.CborMap;
import org.dps4j.protocol.cbor.CborValue.CborSimple;
import org.dps4j.protocol.cbor.CborValue.CborText;
import org.jspecify.annotations.Nullable;

/** Between CBOR and JSON. Byte strings become base64; nothing becomes one. Stateless. */
final class Json {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_TEXT = 32_768;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT)
                    .maxNumberLength(40)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Json() {}

    /** Writes something. */
    interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    /** The text of what {@code writing} writes. */
    static String text(Writing writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            writing.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Writes an item. */
    static void write(JsonGenerator json, CborValue value) throws IOException {
        if (value instanceof CborMap map) {
            json.writeStartObject();
            for (Map.Entry<String, CborValue> member : map.members().entrySet()) {
                json.writeFieldName(member.getKey());
                write(json, member.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof CborArray array) {
            json.writeStartArray();
            for (CborValue item : array.items()) {
                write(json, item);
            }
            json.writeEndArray();
        } else if (value instanceof CborText text) {
            json.writeString(text.text());
        } else if (value instanceof CborBytes bytes) {
            json.writeString(Base64.getEncoder().encodeToString(bytes.bytes().toArray()));
        } else if (value instanceof CborInteger integer) {
            json.writeNumber(integer.number());
        } else if (value instanceof CborFloat number) {
            writeNumber(json, number.number());
        } else if (value instanceof CborSimple simple) {
            writeSimple(json, simple);
        }
    }

    private static void writeNumber(JsonGenerator json, double number) throws IOException {
        if (Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            json.writeNull();
        }
    }

    private static void writeSimple(JsonGenerator json, CborSimple simple) throws IOException {
        switch (simple) {
            case TRUE -> json.writeBoolean(true);
            case FALSE -> json.writeBoolean(false);
            case NULL -> json.writeNull();
        }
    }

    /**
     * The item that a text spells.
     *
     * @throws IllegalArgumentException if it is not exactly one JSON value, is too deep, or holds a number beyond 64 bits
     */
    static CborValue read(byte[] text) {
        try (JsonParser json = FACTORY.createParser(text)) {
            CborValue value = value(json, json.nextToken());
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("expected one JSON value, found more");
            }
            return value;
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "expected JSON: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }

    private static CborValue value(JsonParser json, @Nullable JsonToken token) throws IOException {
        if (token == null) {
            throw new IllegalArgumentException("expected JSON, found nothing");
        }
        return switch (token) {
            case START_OBJECT -> map(json);
            case START_ARRAY -> array(json);
            case VALUE_STRING -> new CborText(json.getText());
            case VALUE_NUMBER_INT -> new CborInteger(json.getLongValue());
            case VALUE_NUMBER_FLOAT -> new CborFloat(json.getDoubleValue());
            case VALUE_TRUE -> CborSimple.TRUE;
            case VALUE_FALSE -> CborSimple.FALSE;
            case VALUE_NULL -> CborSimple.NULL;
            default -> throw new IllegalArgumentException("expected a JSON value, found " + token);
        };
    }

    private static CborMap map(JsonParser json) throws IOException {
        Map<String, CborValue> members = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            members.put(name, value(json, json.nextToken()));
        }
        return new CborMap(members);
    }

    private static CborArray array(JsonParser json) throws IOException {
        List<CborValue> items = new ArrayList<>();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            items.add(value(json, token));
        }
        return new CborArray(items);
    }
}
