package org.dps4j.dps;

import java.lang.System.Logger.Level;
import org.dps4j.device.DeviceState;
import org.dps4j.dps.trust.ServerVerification;

/** Says once per start what an operator should know about the trust in the service and the memory of the device. */
final class StartWarnings {

    private StartWarnings() {}

    static void log(DpsConfig config, DeviceState device, DpsLog log) {
        DpsMemory.complaint(device)
                .ifPresent(why ->
                        log.log(Level.WARNING, "what the device remembers of its provisioning is ignored: " + why));
        if (config.verification() == ServerVerification.SKIPPED) {
            log.log(
                    Level.WARNING,
                    "the certificate of the provisioning service is not verified: whoever answers owns the device");
            return;
        }
        boolean anchored = device.credentials()
                .manufacturerIdentity()
                .filter(identity -> !identity.trustAnchors().isEmpty())
                .isPresent();
        if (!anchored && config.serverFingerprint().isEmpty()) {
            log.log(
                    Level.WARNING,
                    "no manufacturer trust anchor is installed and no fingerprint is known: no provisioning service"
                            + " will be trusted");
        }
    }
}
