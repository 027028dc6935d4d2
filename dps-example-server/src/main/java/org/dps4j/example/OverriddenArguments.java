package org.dps4j.example;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dps4j.device.DeviceState;
import org.dps4j.dps.endpoint.DpsEndpoint;

/** Says which arguments of the command line do not count, because the stored state knows better. */
final class OverriddenArguments {

    private OverriddenArguments() {}

    /**
     * One line, where there is something to say.
     *
     * @param state as it is when the arguments were taken into account
     * @param redirect the service to which the device turns instead of the one of the command line
     */
    static Optional<String> warning(Options options, DeviceState state, Optional<DpsEndpoint> redirect) {
        Stream<String> name = state.name().equals(options.deviceName())
                ? Stream.of()
                : Stream.of(
                        "device-name " + options.deviceName() + " (it was renamed " + shown(state.name()) + " since)");
        Stream<String> endpoint = options.leases().isPresent()
                ? Stream.of()
                : options.services().list().selected().stream()
                        .flatMap(given -> redirect.stream()
                                .map(instead ->
                                        "endpoint " + given + " (the device was sent from there to " + instead + ")"));
        String overridden = Stream.concat(name, endpoint).collect(Collectors.joining(", "));
        return overridden.isEmpty()
                ? Optional.empty()
                : Optional.of("WARNING: the stored state overrides " + overridden
                        + "; to have the arguments count again, reset the device (SIGHUP) or give others");
    }

    private static String shown(String name) {
        return name.replaceAll("\\p{C}", "?");
    }
}
