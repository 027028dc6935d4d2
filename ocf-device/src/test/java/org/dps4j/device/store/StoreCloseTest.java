package org.dps4j.device.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.DeviceState;
import org.dps4j.device.DeviceStates;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a store that is closed gives its directory up: before anybody hears that its last call is done. */
class StoreCloseTest {

    @TempDir
    Path home;

    private final DeviceState state = DeviceStates.fresh();
    private final List<Runnable> tasks = new ArrayList<>();

    @Test
    void who_closes_it_when_a_save_is_done_may_open_another_one_at_once() {
        FileDeviceStore first = new FileDeviceStore(home, tasks::add);
        FileDeviceStore second = new FileDeviceStore(home, Runnable::run);

        CompletableFuture<Optional<DeviceState>> loaded =
                closing(first, first.save(state)).thenCompose(closed -> second.load());
        tasks.forEach(Runnable::run);

        assertThat(loaded).isCompletedWithValue(Optional.of(state));
        second.close();
    }

    @Test
    void so_may_who_closes_it_when_a_load_has_failed() throws Exception {
        Files.writeString(home.resolve("device.cbor"), "no state");
        FileDeviceStore first = new FileDeviceStore(home, tasks::add);
        FileDeviceStore second = new FileDeviceStore(home, Runnable::run);

        CompletableFuture<Void> saved = closing(first, first.load()).thenCompose(closed -> second.save(state));
        tasks.forEach(Runnable::run);

        assertThat(saved).isCompleted();
        second.close();
    }

    private static CompletableFuture<Void> closing(FileDeviceStore store, CompletionStage<?> last) {
        return last.handle((value, failure) -> {
                    store.close();
                    return (Void) null;
                })
                .toCompletableFuture();
    }
}
