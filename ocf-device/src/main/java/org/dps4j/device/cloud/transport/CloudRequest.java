package org.dps4j.device.cloud.transport;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dps4j.protocol.Bytes;

/**
 * A request to a cloud. It may hold tokens, so it prints neither query nor body.
 *
 * @param method what is asked for
 * @param path without a leading slash, such as {@code oic/sec/account}
 * @param query the parts of the query
 * @param body the CBOR body
 */
public record CloudRequest(Method method, String path, List<String> query, Optional<Bytes> body) {

    /** The methods that a device uses. */
    public enum Method {
        POST,
        DELETE
    }

    public CloudRequest {
        Objects.requireNonNull(method, "method");
        query = List.copyOf(query);
        Objects.requireNonNull(body, "body");
        if (path.isEmpty() || path.startsWith("/")) {
            throw new IllegalArgumentException("a path has segments and no leading slash, not " + path);
        }
    }

    /** Hands in a representation. */
    public static CloudRequest post(String path, List<String> query, byte[] body) {
        return new CloudRequest(Method.POST, path, query, Optional.of(Bytes.copyOf(body)));
    }

    /** Has something removed. */
    public static CloudRequest delete(String path, List<String> query) {
        return new CloudRequest(Method.DELETE, path, query, Optional.empty());
    }

    @Override
    public String toString() {
        return method + " /" + path;
    }
}
