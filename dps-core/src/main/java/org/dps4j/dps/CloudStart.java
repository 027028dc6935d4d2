package org.dps4j.dps;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.dps4j.device.Device;
import org.dps4j.device.DeviceState;
import org.dps4j.device.StoreException;
import org.dps4j.device.cloud.CloudClient;
import org.dps4j.device.security.credential.Identity;
import org.dps4j.dps.machine.Event;
import org.dps4j.dps.machine.Failure;
import org.dps4j.loop.Cancellable;

/**
 * Hands the provisioned device over to its cloud client, and takes it back. A client that breaks its contract costs an attempt and no more.
 * Confined to the loop.
 */
final class CloudStart {

    private final Device device;
    private final CloudClient cloud;
    private final DpsLog log;
    private Cancellable patience = () -> {};

    CloudStart(Device device, CloudClient cloud, DpsLog log) {
        this.device = device;
        this.cloud = cloud;
        this.log = log;
    }

    /** Starts it, and posts what came of it, or that it did not say so within {@code timeout}. */
    void start(long generation, Duration timeout, Consumer<Event> outcome) {
        Cancellable limit = device.loop()
                .schedule(
                        timeout,
                        () -> outcome.accept(new Event.CloudFailed(
                                generation,
                                new Failure.CloudNotStarted("it did not say within " + timeout.toMillis()
                                        + " ms that it took the device"))));
        patience = limit;
        var unused = start().whenComplete((nothing, failure) -> {
            limit.cancel();
            outcome.accept(
                    failure == null
                            ? new Event.CloudStarted(generation)
                            : new Event.CloudFailed(generation, classify(Causes.of(failure))));
        });
    }

    /** Waits no longer for what it says. */
    void giveUp() {
        patience.cancel();
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
            return Objects.requireNonNull(
                    cloud.start(state.id(), state.cloud(), identity.get()), "its start returned no stage");
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Stops the cloud client, which is started over later. */
    void stop() {
        try {
            var unused = cloud.stop();
        } catch (RuntimeException | Error e) {
            log.log(Level.WARNING, "the cloud client cannot be stopped and is started over later: " + e);
        }
    }

    /** A store that cannot be written says nothing about what was delivered. */
    private static Failure classify(Throwable failure) {
        return failure instanceof StoreException
                ? new Failure.LocalFault(String.valueOf(failure.getMessage()))
                : new Failure.CloudNotStarted(failure.toString());
    }
}
