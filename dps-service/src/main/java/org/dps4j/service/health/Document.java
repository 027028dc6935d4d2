package org.dps4j.service.health;

import java.util.Objects;

/**
 * A JSON document as it is served.
 *
 * @param status the HTTP status it is served with
 */
public record Document(int status, String json) {

    public Document {
        Objects.requireNonNull(json);
    }

    /** With status 200. */
    public static Document ok(String json) {
        return new Document(200, json);
    }
}
