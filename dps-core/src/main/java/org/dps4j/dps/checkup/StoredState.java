package org.dps4j.dps.checkup;

import java.util.Objects;
import org.dps4j.device.DeviceState;

/** What a device has stored, as far as it could be read. */
public sealed interface StoredState {

    /** Nothing: the device was never started, or not here. */
    record Nothing() implements StoredState {}

    /** This. */
    record Kept(DeviceState state) implements StoredState {
        /** Checks that it is there. */
        public Kept {
            Objects.requireNonNull(state, "state");
        }
    }

    /** Something that cannot be used; {@code why} is one line with the remedy. */
    record Unreadable(String why) implements StoredState {
        /** Checks that it is there. */
        public Unreadable {
            Objects.requireNonNull(why, "why");
        }
    }

    /** Something that cannot be used, for this reason, and that a start would set aside to begin as a new device. */
    record SetAside(String why) implements StoredState {
        /** Checks that it is there. */
        public SetAside {
            Objects.requireNonNull(why, "why");
        }
    }
}
