package org.dps4j.example;

import java.util.Objects;
import java.util.Optional;
import org.dps4j.device.store.UnreadableState;
import org.dps4j.dps.DpsConfig;

/**
 * What the command line asks for.
 *
 * @param deviceName the name under which the cloud lists the device
 * @param namedOnCommandLine whether the device name was given, or is the default
 * @param services the provisioning services
 * @param provisioning how the device is provisioned
 * @param unreadable what to do with a state file that cannot be read
 * @param leases where this machine's DHCP client keeps what it was told, if the service is to be found there
 * @param showsConfiguration whether the device has the resource /plgd/dps
 */
record Options(
        String deviceName,
        boolean namedOnCommandLine,
        NamedServices services,
        ServiceTrust trust,
        LogLevels logLevels,
        DpsConfig provisioning,
        Beginning beginning,
        SystemTime systemTime,
        UnreadableState unreadable,
        Optional<LeasesFile> leases,
        boolean showsConfiguration) {

    static final int LONGEST_NAME = 256;
    static final String DEFAULT_NAME = "dps";
    static final String DEFAULT_ENDPOINT = "coaps+tcp://127.0.0.1:20030";

    Options {
        Objects.requireNonNull(deviceName);
        Objects.requireNonNull(services);
        Objects.requireNonNull(trust);
        Objects.requireNonNull(logLevels);
        Objects.requireNonNull(provisioning);
        Objects.requireNonNull(beginning);
        Objects.requireNonNull(systemTime);
        Objects.requireNonNull(unreadable);
        Objects.requireNonNull(leases);
    }

    /** What the program says about its command line before it does anything. */
    String summary() {
        StringBuilder text = new StringBuilder();
        if (!namedOnCommandLine) {
            text.append("./dps_cloud_server <device-name-without-spaces> <endpoint>\nDefault parameters:\n");
        }
        text.append("device_name: ").append(deviceName).append("\nEndpoints:\n");
        services.written().forEach(address -> text.append('\t').append(address).append('\n'));
        return text.toString();
    }
}
