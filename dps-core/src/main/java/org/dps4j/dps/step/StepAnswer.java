package org.dps4j.dps.step;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.dps4j.device.DeviceState;
import org.dps4j.device.security.Change;

/** An answer that could be read; nothing of it is applied yet. */
public interface StepAnswer {

    /** What the answer makes of the device, all or nothing. Touches nothing. */
    Change<DeviceState> applyTo(DeviceState device, Instant at, Duration expiringLimit);

    /** The same answer to a device that is online in its cloud. */
    default StepAnswer toOnlineDevice() {
        return this;
    }

    /** Whether it takes an account in a cloud from {@code device}, or a sign-up that is under way. */
    default boolean endsAccountOf(DeviceState device) {
        return false;
    }

    /** The service to turn to from now on, where the answer names one. */
    default Optional<URI> redirect() {
        return Optional.empty();
    }
}
