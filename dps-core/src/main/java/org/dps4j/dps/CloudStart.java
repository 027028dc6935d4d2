package org.dps4j.dps;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.cloud.CloudClient;
import org.dps4j.device.security.credential.Identity;
import org.dps4j.dps.machine.Event;
import org.dps4j.dps.machine.Failure;

/** Hands the provisioned device over to its cloud client. Confined to the loop. */
final class CloudStart {

    private final Device device;
    private final CloudClient cloud;

    CloudStart(Device device, CloudClient cloud) {
        this.device = device;
        this.cloud = cloud;
    }

    void start(long generation, Consumer<Event> outcome) {
        var unused = start().whenComplete((nothing, failure) -> outcome.accept(
                failure == null
                        ? new Event.CloudStarted(generation)
                        : failed(generation, Causes.of(failure).toString())));
    }

    /** Starts the cloud client with what the device has. */
    CompletionStage<Void> start() {
        DeviceState state = device.state();
        Optional<Identity> identity = state.identity();
        if (identity.isEmpty()) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("the device has no identity certificate; provision it"));
        }
        try {
            return cloud.start(state.id(), state.cloud(), identity.get());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Event failed(long generation, String reason) {
        return new Event.CloudFailed(generation, new Failure.CloudNotStarted(reason));
    }
}
