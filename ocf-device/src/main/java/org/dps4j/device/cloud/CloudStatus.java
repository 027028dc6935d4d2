package org.dps4j.device.cloud;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.dps4j.protocol.payload.cloud.CloudServer;

/**
 * How it stands between the device and its cloud.
 *
 * @param flags the flags; those of one report only stand in the report they belong to
 * @param activity what was done, or failed, or is under way; empty while the client is stopped
 * @param provisioning how far the device is
 * @param lastError what went wrong last; gone with the next success
 * @param server the selected server
 * @param cause why the last attempt failed; gone with the next success
 * @param nextAttempt when the next attempt is made, by the loop's wall clock; empty if none is waiting
 */
public record CloudStatus(
        Set<CloudFlag> flags,
        Optional<CloudActivity> activity,
        CloudProvisioningStatus provisioning,
        CloudErrorCode lastError,
        CloudServer server,
        Optional<CloudFailure> cause,
        Optional<Instant> nextAttempt) {

    public CloudStatus {
        EnumSet<CloudFlag> copy = EnumSet.noneOf(CloudFlag.class);
        copy.addAll(flags);
        flags = Collections.unmodifiableSet(copy);
        Objects.requireNonNull(activity, "activity");
        Objects.requireNonNull(provisioning, "provisioning");
        Objects.requireNonNull(lastError, "lastError");
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(nextAttempt, "nextAttempt");
    }

    /** The flags as the C client's bits. */
    public int mask() {
        return CloudFlag.mask(flags);
    }

    /** Whether the device is online. */
    public boolean isOnline() {
        return flags.contains(CloudFlag.LOGGED_IN);
    }
}
