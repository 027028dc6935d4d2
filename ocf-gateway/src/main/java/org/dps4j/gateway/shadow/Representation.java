package org.dps4j.gateway.shadow;

import java.time.Instant;
import java.util.Objects;
import org.dps4j.protocol.Bytes;

/**
 * What a resource last said of itself.
 *
 * @param cbor one CBOR item, of definite length
 * @param changedAt when it came and was different from the one before
 */
public record Representation(Bytes cbor, Instant changedAt) {

    public Representation {
        Objects.requireNonNull(cbor);
        Objects.requireNonNull(changedAt);
    }
}
