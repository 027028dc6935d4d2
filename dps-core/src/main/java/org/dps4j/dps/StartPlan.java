package org.dps4j.dps;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dps4j.device.DeviceState;
import org.dps4j.device.time.DeviceClock;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.endpoint.EndpointList;
import org.dps4j.dps.machine.ProvisioningStep;

/**
 * What {@link DpsClient#start()} would do with a stored state, told without doing it.
 *
 * @param steps what would be asked for, in order; empty if the device would join its cloud at once
 * @param service whom it would ask; another than the selected one if a service sent the device there in an earlier run
 */
public record StartPlan(List<ProvisioningStep> steps, Optional<DpsEndpoint> service) {

    /** Copies the list. */
    public StartPlan {
        steps = List.copyOf(steps);
    }

    /**
     * The plan for what is kept. A pure function.
     *
     * @param named the services that the application names
     * @param systemTime this machine's
     */
    public static StartPlan of(DeviceState kept, EndpointList named, DpsConfig config, Instant systemTime) {
        Instant at = DeviceClock.certificateTime(kept.lastSyncedTime().orElse(systemTime), systemTime);
        Set<ProvisioningStep> done = StoredProgress.of(kept, at, config.expiringLimit());
        return new StartPlan(
                Arrays.stream(ProvisioningStep.values())
                        .dropWhile(done::contains)
                        .toList(),
                DpsMemory.of(kept).insteadOf(named).selected());
    }
}
