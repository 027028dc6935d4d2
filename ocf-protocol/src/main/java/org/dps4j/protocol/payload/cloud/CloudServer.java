package org.dps4j.protocol.payload.cloud;

import java.net.URI;
import java.util.Objects;
import java.util.UUID;
import org.dps4j.protocol.Authority;

/**
 * A gateway of a cloud: the members {@code uri} and {@code id}.
 *
 * @param uri where it listens, with scheme and host, such as {@code coaps+tcp://gateway.example:5684}
 * @param id the id of the cloud; {@link #UNKNOWN_ID} if not known
 */
public record CloudServer(URI uri, UUID id) {

    /** The id of a cloud that nobody told us. */
    public static final UUID UNKNOWN_ID = new UUID(0, 0);

    /** @throws IllegalArgumentException if the URI has no scheme or no host */
    public CloudServer {
        if (!isAddress(uri)) {
            throw new IllegalArgumentException("expected a URI with scheme and host, found " + uri);
        }
        Objects.requireNonNull(id, "id");
    }

    static boolean isAddress(URI uri) {
        return uri.getScheme() != null && Authority.of(uri).isPresent();
    }
}
