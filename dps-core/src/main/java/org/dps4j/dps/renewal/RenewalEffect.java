package org.dps4j.dps.renewal;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.dps4j.dps.machine.Failure;

/** What the renewal wants done, in this order. */
public sealed interface RenewalEffect {

    /** Makes known when the credentials are renewed, and when they end. */
    record Plan(Instant due, Instant until) implements RenewalEffect {
        public Plan {
            Objects.requireNonNull(due, "due");
            Objects.requireNonNull(until, "until");
        }
    }

    /** Sets the one timer: after {@code time}, {@link RenewalEvent.TimerDue} is due. */
    record Sleep(Duration time, long generation) implements RenewalEffect {
        public Sleep {
            Objects.requireNonNull(time, "time");
        }
    }

    /**
     * Sets the one timer to the pause after an attempt that failed, see {@link RenewalTimes#pause}.
     *
     * @param until when the credentials end
     */
    record Pause(Failure because, int rounds, Duration left, Instant until, long generation) implements RenewalEffect {
        public Pause {
            Objects.requireNonNull(because, "because");
            Objects.requireNonNull(left, "left");
            Objects.requireNonNull(until, "until");
        }
    }

    /** Calls the timer off, if it is set. */
    record CancelTimer() implements RenewalEffect {}

    /**
     * Asks the selected service for credentials, over a new connection.
     *
     * @param attempt counts from 0; it says how long to wait for the answer
     */
    record Ask(int attempt, long generation) implements RenewalEffect {}

    /** Closes the connection, if one is open. */
    record Disconnect() implements RenewalEffect {}

    /** Turns to the next endpoint of the list. */
    record SelectNextEndpoint() implements RenewalEffect {}

    /** Tells the listeners that a renewal began or ended. */
    record Notify() implements RenewalEffect {}

    /** Stops the cloud client and has the device provisioned again from its credentials on. */
    record ProvisionAgain(String because) implements RenewalEffect {
        public ProvisionAgain {
            Objects.requireNonNull(because, "because");
        }
    }
}
