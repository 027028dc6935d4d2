package org.dps4j.example;

import java.io.PrintStream;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.cloud.CloudAccess;
import org.dps4j.device.cloud.CloudClient;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.security.credential.Identity;
import org.dps4j.loop.Cancellable;

/** Says which cloud the device was given. Registering there waits for the library's cloud client. */
final class AnnouncedCloud implements CloudClient {

    private final PrintStream out;

    AnnouncedCloud(PrintStream out) {
        this.out = out;
    }

    @Override
    public CompletionStage<Void> start(UUID deviceId, CloudConfiguration configuration, Identity identity) {
        out.println("Cloud configured: " + configuration.selected().uri() + ", hub "
                + configuration.selected().id() + ", authorization provider "
                + configuration.access().map(CloudAccess::authorizationProvider).orElse("none")
                + "; registering there waits for the cloud client");
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<Void> signOff(Duration limit) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public Cancellable addListener(CloudListener listener) {
        return () -> {};
    }

    @Override
    public CompletionStage<Void> stop() {
        return CompletableFuture.completedFuture(null);
    }
}
