package org.dps4j.protocol.payload.token;

import java.time.Duration;
import java.util.Optional;
import org.dps4j.protocol.cbor.CborValue.CborInteger;
import org.dps4j.protocol.cbor.MapReader;
import org.dps4j.protocol.payload.PayloadException;

/** How long a token is good for: the member {@code expiresin}, in seconds, where a negative number means for ever. */
public final class Lifetime {

    /** The name of the member. */
    public static final String NAME = "expiresin";

    private static final long LONGEST = 0xFFFF_FFFFL;

    private Lifetime() {}

    /** The value of the member; empty means for ever. */
    public static CborInteger write(Optional<Duration> expiresIn) {
        return new CborInteger(expiresIn.map(Duration::toSeconds).orElse(-1L));
    }

    /** What the member says; empty means for ever. What is more than 136 years, which any clock counts, is 136 years. */
    public static Optional<Duration> read(MapReader members) throws PayloadException {
        long seconds = members.integer(NAME, Long.MIN_VALUE, Long.MAX_VALUE);
        return seconds < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(Math.min(seconds, LONGEST)));
    }
}
