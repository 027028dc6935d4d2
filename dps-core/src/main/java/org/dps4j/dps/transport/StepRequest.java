package org.dps4j.dps.transport;

import java.util.Objects;
import java.util.Optional;
import org.dps4j.protocol.Bytes;

/**
 * A request to a provisioning service.
 *
 * @param path without a leading slash, such as {@code api/v1/provisioning/acls}
 * @param body the CBOR body of a POST; without one the request is a GET
 */
public record StepRequest(String path, Optional<Bytes> body) {

    /** Checks the path. */
    public StepRequest {
        Objects.requireNonNull(body, "body");
        if (path.isEmpty() || path.startsWith("/")) {
            throw new IllegalArgumentException("a path has segments and no leading slash, not " + path);
        }
    }

    /** Asks for a representation. */
    public static StepRequest get(String path) {
        return new StepRequest(path, Optional.empty());
    }

    /** Hands in a representation. */
    public static StepRequest post(String path, byte[] body) {
        return new StepRequest(path, Optional.of(Bytes.copyOf(body)));
    }
}
