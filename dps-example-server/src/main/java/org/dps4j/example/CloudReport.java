package org.dps4j.example;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.dps4j.device.Device;
import org.dps4j.device.cloud.CloudAccess;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudFlag;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.cloud.CloudRegistration;
import org.dps4j.device.cloud.CloudStatus;
import org.dps4j.protocol.payload.cloud.CloudServer;

/** Prints how it goes with the cloud: which one it is, the status at each change, each failure. Called on the loop. */
final class CloudReport implements CloudListener {

    private record Configured(CloudServer server, CloudAccess access) {}

    private final Surroundings around;
    private final Device device;
    private Optional<Configured> configured = Optional.empty();
    private Set<CloudFlag> before = EnumSet.noneOf(CloudFlag.class);
    private boolean first = true;

    CloudReport(Surroundings around, Device device) {
        this.around = around;
        this.device = device;
    }

    @Override
    public void onStatusChanged(CloudStatus status) {
        announce(device.state().cloud());
        if (isNews(status.flags())) {
            around.out().print(CloudStatusText.of(status.flags(), before, secondsLeft()));
        }
        if (status.isOnline() && !before.contains(CloudFlag.LOGGED_IN)) {
            online(status.server());
        }
        if (status.flags().contains(CloudFlag.FAILURE)) {
            status.cause()
                    .ifPresent(cause -> around.err()
                            .println(CloudFailureText.of(
                                    status, cause, device.loop().now())));
        }
        before = lasting(status.flags());
    }

    @Override
    public void onProvisioningNeeded(CloudFailure cause) {
        around.err().println("Cloud refuses the device: " + cause.describe() + "; the device is provisioned again");
    }

    private void announce(CloudConfiguration cloud) {
        Optional<Configured> now = cloud.access().map(access -> new Configured(cloud.selected(), access));
        if (now.isPresent() && !now.equals(configured)) {
            around.out()
                    .println("Cloud configured: " + cloud.selected().uri() + ", hub "
                            + cloud.selected().id() + ", authorization provider "
                            + now.get().access().authorizationProvider());
        }
        configured = now;
    }

    /** Flags that stand in one report only are news each time. */
    private boolean isNews(Set<CloudFlag> flags) {
        return !flags.equals(before) || !lasting(flags).equals(flags);
    }

    private static Set<CloudFlag> lasting(Set<CloudFlag> flags) {
        EnumSet<CloudFlag> lasting = EnumSet.of(CloudFlag.REGISTERED, CloudFlag.LOGGED_IN);
        lasting.retainAll(flags);
        return lasting;
    }

    private void online(CloudServer server) {
        if (first) {
            around.out()
                    .println("online at " + server.uri() + ", "
                            + Duration.between(
                                            around.processStart(), device.loop().now())
                                    .toMillis()
                            + " ms after the start of the process");
        } else {
            around.out().println("online again at " + server.uri());
        }
        first = false;
    }

    private OptionalLong secondsLeft() {
        return device.state()
                .cloud()
                .registration()
                .flatMap(CloudRegistration::expiry)
                .map(expiry -> OptionalLong.of(
                        Duration.between(device.clock().now(), expiry).toSeconds()))
                .orElse(OptionalLong.empty());
    }
}
