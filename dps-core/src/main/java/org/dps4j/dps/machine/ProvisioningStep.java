package org.dps4j.dps.machine;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The steps of provisioning in the order in which they are done. */
public enum ProvisioningStep {
    /** The device is told the time ({@code /x.plgd.dev/time}). */
    TIME(DpsStatus.GET_TIME, DpsStatus.HAS_TIME, DpsError.GET_TIME),
    /** The device is told its owner ({@code /api/v1/provisioning/ownership}). */
    OWNER(DpsStatus.GET_OWNER, DpsStatus.HAS_OWNER, DpsError.GET_OWNER),
    /** The device is told its cloud ({@code /api/v1/provisioning/cloud-configuration}). */
    CLOUD(DpsStatus.GET_CLOUD, DpsStatus.HAS_CLOUD, DpsError.SET_CLOUD),
    /** The device gets its identity certificate and trust anchors ({@code /api/v1/provisioning/credentials}). */
    CREDENTIALS(DpsStatus.GET_CREDENTIALS, DpsStatus.HAS_CREDENTIALS, DpsError.GET_CREDENTIALS),
    /** The device gets its access rules ({@code /api/v1/provisioning/acls}). */
    ACLS(DpsStatus.GET_ACLS, DpsStatus.HAS_ACLS, DpsError.GET_ACLS);

    private final DpsStatus asked;
    private final DpsStatus done;
    private final DpsError error;

    ProvisioningStep(DpsStatus asked, DpsStatus done, DpsError error) {
        this.asked = asked;
        this.done = done;
        this.error = error;
    }

    /** The flag that says the step was asked for. */
    public DpsStatus asked() {
        return asked;
    }

    /** The flag that says the step is done. */
    public DpsStatus done() {
        return done;
    }

    /** The error that says the step's answer could not be used. */
    public DpsError error() {
        return error;
    }

    /** The first step that is not done according to {@code status}; empty if all are. */
    public static Optional<ProvisioningStep> firstMissing(Set<DpsStatus> status) {
        return Arrays.stream(values())
                .filter(step -> !status.contains(step.done))
                .findFirst();
    }

    /** The done flags of all steps. */
    static Set<DpsStatus> allDone() {
        return Collections.unmodifiableSet(Arrays.stream(values())
                .map(ProvisioningStep::done)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(DpsStatus.class))));
    }
}
