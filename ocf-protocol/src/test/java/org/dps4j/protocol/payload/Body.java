package org.dps4j.protocol.payload;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import java.io.IOException;
import java.io.UncheckedIOException;

/** CBOR bodies written by somebody else than ours, for tests: from JSON with single quotes. */
public final class Body {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());

    private Body() {}

    public static byte[] of(String json) {
        try {
            return CBOR.writeValueAsBytes(JSON.readTree(json.replace('\'', '"')));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String toJson(byte[] body) {
        try {
            return CBOR.readTree(body).toString().replace('"', '\'');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
