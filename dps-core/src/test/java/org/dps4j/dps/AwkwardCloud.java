package org.dps4j.dps;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.dps4j.device.cloud.CloudClient;
import org.dps4j.device.cloud.CloudConfiguration;
import org.dps4j.device.cloud.CloudFailure;
import org.dps4j.device.cloud.CloudListener;
import org.dps4j.device.security.credential.Identity;
import org.dps4j.loop.Cancellable;
import org.jspecify.annotations.Nullable;

/** A cloud client that an application wrote badly: it does at each call what a test says. */
final class AwkwardCloud implements CloudClient {

    Supplier<@Nullable CompletionStage<Void>> start = AwkwardCloud::well;
    Supplier<@Nullable CompletionStage<Void>> stop = AwkwardCloud::well;
    int starts;
    private final List<CloudListener> listeners = new ArrayList<>();

    static CompletionStage<Void> well() {
        return CompletableFuture.completedStage(null);
    }

    static CompletionStage<Void> broken() {
        throw new NoClassDefFoundError("a jar of the application is not there");
    }

    void refuse() {
        listeners.forEach(listener -> listener.onProvisioningNeeded(new CloudFailure.ConnectionLost("refused")));
    }

    @Override
    @SuppressWarnings("NullAway")
    public CompletionStage<Void> start(UUID deviceId, CloudConfiguration configuration, Identity identity) {
        starts++;
        return start.get();
    }

    @Override
    @SuppressWarnings("NullAway")
    public CompletionStage<Void> stop() {
        return stop.get();
    }

    @Override
    public CompletionStage<Void> signOff(Duration limit) {
        return well();
    }

    @Override
    public Cancellable addListener(CloudListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
