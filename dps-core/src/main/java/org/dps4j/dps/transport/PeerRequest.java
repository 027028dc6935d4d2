package org.dps4j.dps.transport;

import java.util.List;

/**
 * A GET that the service sends to the device over the device's own connection.
 *
 * @param path with a leading slash, such as {@code /oic/res}
 * @param query its parts
 */
public record PeerRequest(String path, List<String> query) {

    /** Copies the query. */
    public PeerRequest {
        query = List.copyOf(query);
    }
}
