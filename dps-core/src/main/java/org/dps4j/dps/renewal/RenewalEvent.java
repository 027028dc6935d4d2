package org.dps4j.dps.renewal;

import java.util.Objects;
import org.dps4j.dps.machine.Failure;

/**
 * What the renewal hears. What an effect asked for carries its generation; what comes of an earlier one is late and
 * ignored.
 */
public sealed interface RenewalEvent {

    /** The device is provisioned and its cloud client started. */
    record Provisioned(Moment now) implements RenewalEvent {
        public Provisioned {
            Objects.requireNonNull(now, "now");
        }
    }

    /** The timer is due. */
    record TimerDue(long generation, Moment now) implements RenewalEvent {
        public TimerDue {
            Objects.requireNonNull(now, "now");
        }
    }

    /** New credentials came and took the place of the old ones; {@code now} speaks of the new ones. */
    record Renewed(long generation, Moment now) implements RenewalEvent {
        public Renewed {
            Objects.requireNonNull(now, "now");
        }
    }

    /** The attempt failed, and the old credentials are still there. */
    record Failed(long generation, Failure because, Moment now) implements RenewalEvent {
        public Failed {
            Objects.requireNonNull(because, "because");
            Objects.requireNonNull(now, "now");
        }
    }

    /** The device's clock was set. */
    record ClockSet(Moment now) implements RenewalEvent {
        public ClockSet {
            Objects.requireNonNull(now, "now");
        }
    }

    /** Provisioning was stopped, or goes on. */
    record Stopped() implements RenewalEvent {}
}
