package org.dps4j.device.cloud;

/** How far the device is with its cloud: {@code cps} of {@code oic.r.coapcloudconf} (OCF Device to Cloud Services 8). */
public enum CloudProvisioningStatus {
    /** No cloud is configured. */
    UNINITIALIZED("uninitialized"),
    /** A cloud is configured; the device did not turn to it yet. */
    READY_TO_REGISTER("readytoregister"),
    /** The device asks for an account. */
    REGISTERING("registering"),
    /** The device has an account. */
    REGISTERED("registered"),
    /** The last attempt failed for good or for now; {@link CloudErrorCode} says why. */
    FAILED("failed"),
    /** The device gives its account up. */
    DEREGISTERING("deregistering");

    private final String wireValue;

    CloudProvisioningStatus(String wireValue) {
        this.wireValue = wireValue;
    }

    /** The value of {@code cps}. */
    public String wireValue() {
        return wireValue;
    }
}
