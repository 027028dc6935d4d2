package org.dps4j.dps.checkup;

import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import org.dps4j.device.DeviceState;
import org.dps4j.device.security.credential.CredentialCheck;
import org.dps4j.device.time.DeviceClock;
import org.dps4j.dps.DpsConfig;
import org.dps4j.dps.StartPlan;
import org.dps4j.dps.endpoint.EndpointList;

/** What is to be said of the stored state. Pure functions. */
final class StateFindings {

    private static final String TRIED = "read what is stored";

    private StateFindings() {}

    static Finding of(StoredState stored, EndpointList named, DpsConfig config, Instant systemTime) {
        if (stored instanceof StoredState.Kept kept) {
            return Finding.ok(
                    Check.STATE,
                    TRIED,
                    described(kept.state(), config, systemTime) + "; "
                            + start(StartPlan.of(kept.state(), named, config, systemTime)));
        }
        if (stored instanceof StoredState.SetAside aside) {
            return Finding.warn(
                    Check.STATE, TRIED, aside.why(), "a start sets it aside, makes a new device and runs all steps");
        }
        return stored instanceof StoredState.Unreadable unreadable
                ? Finding.fail(Check.STATE, TRIED, unreadable.why(), "")
                : Finding.ok(Check.STATE, TRIED, "nothing; a start makes a new device and runs all steps");
    }

    private static String described(DeviceState state, DpsConfig config, Instant systemTime) {
        return "device " + state.id()
                + (state.isOwned() ? ", owned" : ", not owned")
                + state.lastSyncedTime().map(time -> ", time of " + time).orElse(", no time")
                + (state.cloud().isProvisioned() ? ", a cloud" : ", no cloud")
                + credentials(state, config, systemTime)
                + (state.accessControlList().isProvisioned() ? ", access rules" : ", no access rules");
    }

    private static String credentials(DeviceState state, DpsConfig config, Instant systemTime) {
        Instant at = DeviceClock.certificateTime(state.lastSyncedTime().orElse(systemTime), systemTime);
        return CredentialCheck.of(state.credentials(), at, config.expiringLimit())
                        instanceof CredentialCheck.Usable usable
                ? ", credentials until " + usable.expiry()
                : state.identity().isPresent() ? ", credentials that are out of their time" : ", no credentials";
    }

    private static String start(StartPlan plan) {
        return plan.steps().isEmpty()
                ? "a start asks no service and joins the cloud"
                : "a start runs "
                        + plan.steps().stream()
                                .map(step -> step.name().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "));
    }
}
