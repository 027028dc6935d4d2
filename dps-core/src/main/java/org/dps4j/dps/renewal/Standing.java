package org.dps4j.dps.renewal;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.dps4j.device.security.credential.CredentialCheck;
import org.dps4j.device.security.credential.Credentials;

/** How the provisioned credentials stand at a moment. */
public sealed interface Standing {

    /**
     * They are good.
     *
     * @param since when they were delivered, as far as that is known
     * @param until when the first of them ends
     */
    record Good(Instant since, Instant until) implements Standing {
        public Good {
            Objects.requireNonNull(since, "since");
            Objects.requireNonNull(until, "until");
        }
    }

    /** They are out of their time, or not there. */
    record Lapsed(String because) implements Standing {
        public Lapsed {
            Objects.requireNonNull(because, "because");
        }
    }

    /**
     * How {@code credentials} stand. What is about to end is good until it has ended.
     *
     * @param delivered when they were delivered in this run of the program; {@link Instant#MIN} if they come from an
     *     earlier one, and the beginning of the identity certificate counts
     * @param at the time to judge by, see {@code DeviceClock.certificateTime()}
     */
    static Standing of(Credentials credentials, Instant delivered, Instant at) {
        CredentialCheck check = CredentialCheck.of(credentials, at, Duration.ZERO);
        if (check instanceof CredentialCheck.Unusable unusable) {
            return new Lapsed("expected " + unusable.expected() + ", found " + unusable.found());
        }
        CredentialCheck.Usable usable = (CredentialCheck.Usable) check;
        Instant since = delivered.isAfter(usable.issued()) ? delivered : usable.issued();
        return new Good(since, usable.expiry());
    }
}
