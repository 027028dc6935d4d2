package org.dps4j.dps;

import java.lang.System.Logger.Level;
import java.util.UUID;
import org.dps4j.device.Device;

/** Has the device remember that it was provisioned. */
final class ProvisionedMark implements DpsListener {

    private final Device device;
    private final DpsLog log;

    ProvisionedMark(Device device, DpsLog log) {
        this.device = device;
        this.log = log;
    }

    @Override
    public void onStatusChanged(Snapshot snapshot) {
        if (!snapshot.isProvisioned()) {
            return;
        }
        UUID provisioned = device.state().id();
        var unused = device.update(state -> state.id().equals(provisioned)
                        ? DpsMemory.of(state).provisioned().into(state)
                        : state)
                .whenComplete((state, failure) -> {
                    if (failure != null) {
                        log.log(
                                Level.WARNING,
                                "that the device was provisioned is not stored, which the next start tries again: "
                                        + Causes.of(failure).getMessage());
                    }
                });
    }
}
