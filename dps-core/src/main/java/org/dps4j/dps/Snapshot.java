package org.dps4j.dps;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.machine.DpsError;
import org.dps4j.dps.machine.DpsStatus;
import org.dps4j.dps.machine.Failure;

/**
 * How far provisioning is, at one moment.
 *
 * @param status the flags; empty while it was never started, and after a factory reset
 * @param lastError the last error in plgd's terms, which is {@code OK} while a failure passes by itself
 * @param endpoint the selected service
 * @param cause why the last attempt failed; empty once the next one is under way
 * @param nextAttempt when the next attempt is due, by the device's clock; empty while one is under way and where there is
 *     none to come: all is done, or it was stopped
 * @param renewal the renewal of credentials to come; empty while one is under way or the device is not provisioned
 * @param at when, by the device's clock
 */
public record Snapshot(
        Set<DpsStatus> status,
        DpsError lastError,
        Optional<DpsEndpoint> endpoint,
        Optional<Failure> cause,
        Optional<Instant> nextAttempt,
        Optional<PlannedRenewal> renewal,
        Instant at) {

    /** Copies the flags. */
    public Snapshot {
        status = Set.copyOf(status);
        Objects.requireNonNull(lastError, "lastError");
        Objects.requireNonNull(endpoint, "endpoint");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(nextAttempt, "nextAttempt");
        Objects.requireNonNull(renewal, "renewal");
        Objects.requireNonNull(at, "at");
    }

    /** The flags as plgd's number. */
    public int mask() {
        return DpsStatus.toMask(status);
    }

    /** Whether all steps are done and the cloud client was started. */
    public boolean isProvisioned() {
        return status.contains(DpsStatus.CLOUD_STARTED) && cause.isEmpty();
    }
}
