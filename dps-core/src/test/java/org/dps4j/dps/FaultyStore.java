package org.dps4j.dps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.DeviceState;
import org.dps4j.device.DeviceStore;
import org.dps4j.device.StoreException;
import org.dps4j.device.store.MemoryDeviceStore;

/** A store in memory whose next saves may fail. */
final class FaultyStore implements DeviceStore {

    final List<DeviceState> saved = new ArrayList<>();
    int failures;
    boolean holding;
    private CompletableFuture<Void> held = CompletableFuture.completedFuture(null);
    private final MemoryDeviceStore memory = new MemoryDeviceStore();

    @Override
    public CompletionStage<Optional<DeviceState>> load() {
        return memory.load();
    }

    @Override
    public CompletionStage<Void> save(DeviceState state) {
        if (failures > 0) {
            failures--;
            return CompletableFuture.failedStage(
                    new StoreException("/state", "room for the state", "a full disk", "make room"));
        }
        saved.add(state);
        if (holding) {
            held = new CompletableFuture<>();
            return held.thenCompose(nothing -> memory.save(state));
        }
        return memory.save(state);
    }

    /** Ends the save that is held. */
    void release() {
        holding = false;
        held.complete(null);
    }
}
