package org.dps4j.device.store;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.DeviceState;
import org.dps4j.device.DeviceStore;

/** Keeps a device's state as long as the program runs, for simulated devices and tests. Thread-safe. */
public final class MemoryDeviceStore implements DeviceStore {

    private volatile Optional<DeviceState> kept = Optional.empty();

    @Override
    public CompletionStage<Optional<DeviceState>> load() {
        return CompletableFuture.completedStage(kept);
    }

    /** Keeps everything but the credentials that the application installs itself, as a store on disk would. */
    @Override
    public CompletionStage<Void> save(DeviceState state) {
        kept = Optional.of(state.withoutInstalledCredentials());
        return CompletableFuture.completedStage(null);
    }
}
