package org.dps4j.device;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A store whose saves end when the test says so. */
final class HeldStore implements DeviceStore {

    final List<DeviceState> asked = new ArrayList<>();
    private final Queue<CompletableFuture<Void>> held = new ArrayDeque<>();
    private final CompletionStage<Optional<DeviceState>> kept;

    HeldStore(DeviceState kept) {
        this.kept = CompletableFuture.completedStage(Optional.of(kept));
    }

    HeldStore(StoreException failure) {
        this.kept = CompletableFuture.failedStage(failure);
    }

    HeldStore() {
        this.kept = CompletableFuture.completedStage(Optional.empty());
    }

    @Override
    public CompletionStage<Optional<DeviceState>> load() {
        return kept;
    }

    @Override
    public CompletionStage<Void> save(DeviceState state) {
        CompletableFuture<Void> saved = new CompletableFuture<>();
        asked.add(state);
        held.add(saved);
        return saved;
    }

    void saved() {
        held.remove().complete(null);
    }

    void failed() {
        held.remove().completeExceptionally(new StoreException("/x", "room", "none", "make some"));
    }
}
