package org.dps4j.gateway.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dps4j.protocol.Bytes;

/**
 * A request to the API, whose bearer was let in.
 *
 * @param path the segments below {@code /api/v1}
 * @param query the first value of each name
 */
record ApiRequest(String method, List<String> path, Map<String, String> query, Bytes body) {

    ApiRequest {
        path = List.copyOf(path);
        query = Map.copyOf(query);
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }
}
