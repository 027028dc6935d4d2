package org.dps4j.example;

import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.dps4j.device.store.UnreadableState;
import org.dps4j.dps.DpsConfig;
import org.dps4j.dps.endpoint.DpsEndpoint;
import org.dps4j.dps.retry.RetryTable;
import org.dps4j.dps.trust.ServerVerification;

/**
 * What the command line asks for.
 *
 * @param deviceName the name under which the cloud lists the device
 * @param endpoint the provisioning service, as long as one was not taken away by an empty argument
 * @param namedOnCommandLine whether the device name was given, or is the default
 * @param retry the timeouts of the attempts
 * @param unreadable what to do with a state file that cannot be read
 * @param leases where this machine's DHCP client keeps what it was told, if the service is to be found there
 * @param showsConfiguration whether the device has the resource /plgd/dps
 */
record Options(
        String deviceName,
        Optional<DpsEndpoint> endpoint,
        boolean namedOnCommandLine,
        ServiceTrust trust,
        LogLevel logLevel,
        RetryTable retry,
        UnreadableState unreadable,
        Optional<LeasesFile> leases,
        boolean showsConfiguration) {

    static final int LONGEST_NAME = 256;
    static final String DEFAULT_NAME = "dps";
    static final String DEFAULT_ENDPOINT = "coaps+tcp://127.0.0.1:20030";

    Options {
        Objects.requireNonNull(deviceName);
        Objects.requireNonNull(endpoint);
        Objects.requireNonNull(trust);
        Objects.requireNonNull(logLevel);
        Objects.requireNonNull(retry);
        Objects.requireNonNull(unreadable);
        Objects.requireNonNull(leases);
    }

    /** How the device is provisioned. */
    DpsConfig provisioning() {
        return DpsConfig.DEFAULTS
                .withRetry(retry)
                .withVerification(
                        trust == ServiceTrust.ANYBODY ? ServerVerification.SKIPPED : ServerVerification.REQUIRED);
    }

    /** What the program says about its command line before it does anything. */
    String summary() {
        StringBuilder text = new StringBuilder();
        if (!namedOnCommandLine) {
            text.append("./dps_cloud_server <device-name-without-spaces> <endpoint>\nDefault parameters:\n");
        }
        return text.append("device_name: ")
                .append(deviceName)
                .append("\nEndpoints:\n\t")
                .append(endpoint.map(DpsEndpoint::uri).map(URI::toString).orElse(""))
                .append('\n')
                .toString();
    }
}
