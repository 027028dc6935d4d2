package org.dps4j.gateway.shadow;

import java.time.Instant;
import java.util.Objects;
import org.dps4j.protocol.Bytes;
import org.dps4j.protocol.cbor.CborLimits;

/**
 * What a resource last said of itself.
 *
 * @param cbor one CBOR item, of definite length
 * @param changedAt when it came and was different from the one before
 */
public record Representation(Bytes cbor, Instant changedAt) {

    /** How large one may be, and a message with all those of a device. */
    public static final CborLimits LIMITS = new CborLimits(256 * 1024, 24, 64 * 1024, 64 * 1024);

    public Representation {
        Objects.requireNonNull(cbor);
        Objects.requireNonNull(changedAt);
    }
}
