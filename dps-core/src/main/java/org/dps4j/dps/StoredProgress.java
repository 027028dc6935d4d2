package org.dps4j.dps;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.dps4j.device.DeviceState;
import org.dps4j.device.security.credential.CredentialCheck;
import org.dps4j.dps.machine.ProvisioningStep;

/** Which steps the stored state still vouches for. */
final class StoredProgress {

    private StoredProgress() {}

    static Set<ProvisioningStep> of(DeviceState kept, Instant at, Duration expiringLimit) {
        EnumSet<ProvisioningStep> done = EnumSet.noneOf(ProvisioningStep.class);
        if (kept.lastSyncedTime().isPresent()) {
            done.add(ProvisioningStep.TIME);
        }
        if (kept.isOwned()) {
            done.add(ProvisioningStep.OWNER);
        }
        if (kept.cloud().isProvisioned()) {
            done.add(ProvisioningStep.CLOUD);
        }
        if (kept.identity().isPresent()
                && CredentialCheck.of(kept.credentials(), at, expiringLimit) instanceof CredentialCheck.Usable) {
            done.add(ProvisioningStep.CREDENTIALS);
        }
        if (kept.accessControlList().isProvisioned()) {
            done.add(ProvisioningStep.ACLS);
        }
        return done;
    }
}
