package org.dps4j.dps.renewal;

import java.time.Instant;
import java.util.Objects;

/**
 * What the renewal is told with every event, for it has no clock and sees no credentials.
 *
 * @param at the time by which certificates are judged
 * @param standing how the credentials stand then
 */
public record Moment(Instant at, Standing standing) {
    public Moment {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(standing, "standing");
    }
}
