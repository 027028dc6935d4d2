package org.dps4j.dps;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dps4j.device.Device;
import org.dps4j.dps.machine.Failure;
import org.dps4j.dps.machine.ProvisioningStep;
import org.dps4j.dps.retry.RetryAction;

/** Remembers the last failed attempts. Written on the device's loop, read by any thread. */
final class FailureHistory implements DpsListener {

    /** As many as a device is asked about; what came before is in the log. */
    static final int MOST = 32;

    private final Device device;
    private volatile List<FailedAttempt> last = List.of();

    FailureHistory(Device device) {
        this.device = device;
    }

    /** The oldest first. */
    List<FailedAttempt> last() {
        return last;
    }

    void forget() {
        last = List.of();
    }

    @Override
    public void onStepFailed(ProvisioningStep step, Failure failure, Duration nextAttemptIn) {
        add(new FailedAttempt(
                RetryAction.of(Optional.of(step)), failure, device.clock().now(), nextAttemptIn));
    }

    @Override
    public void onCloudStartFailed(Failure failure, Duration nextAttemptIn) {
        add(new FailedAttempt(RetryAction.CLOUD_START, failure, device.clock().now(), nextAttemptIn));
    }

    @Override
    public void onRenewalFailed(Failure failure, Duration nextAttemptIn) {
        add(new FailedAttempt(RetryAction.RENEWAL, failure, device.clock().now(), nextAttemptIn));
    }

    private void add(FailedAttempt attempt) {
        List<FailedAttempt> more = new ArrayList<>(last);
        more.add(attempt);
        last = List.copyOf(more.subList(Math.max(0, more.size() - MOST), more.size()));
    }
}
