package org.dps4j.device.cloud;

/** Hears how it stands with the cloud, on the device's loop. What it throws is logged and ignored. */
public interface CloudListener {

    /** How it stands when the listener is added; then, that something changed, or was tried and failed. */
    default void onStatusChanged(CloudStatus status) {}

    /**
     * The cloud refused the device a while ago, and the client gave up: only provisioning can help now.
     *
     * @param cause how it was refused
     */
    default void onProvisioningNeeded(CloudFailure cause) {}
}
