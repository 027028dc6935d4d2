package org.dps4j.dps.scripted;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dps4j.device.DeviceListener;
import org.dps4j.device.DeviceState;

/** Watches a device for what must never be gone again once it was there. */
public final class Losses implements DeviceListener {

    private final List<String> seen = new CopyOnWriteArrayList<>();

    @Override
    public void stateChanged(DeviceState before, DeviceState after) {
        if (!after.id().equals(before.id()) || !after.key().equals(before.key())) {
            seen.add("the id or the key");
        }
        if (before.isOwned() && !after.isOwned()) {
            seen.add("the owner");
        }
        if (before.cloud().isProvisioned() && !after.cloud().isProvisioned()) {
            seen.add("the cloud");
        }
        if (before.identity().isPresent() && after.identity().isEmpty()) {
            seen.add("the identity certificate");
        }
        if (before.accessControlList().isProvisioned()
                && !after.accessControlList().isProvisioned()) {
            seen.add("the access rules");
        }
    }

    /** What was lost so far. */
    public List<String> seen() {
        return seen;
    }
}
