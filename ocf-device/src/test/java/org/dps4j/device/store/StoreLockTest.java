package org.dps4j.device.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.DeviceState;
import org.dps4j.device.DeviceStates;
import org.dps4j.device.DeviceStore;
import org.dps4j.device.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreLockTest {

    @TempDir
    Path home;

    private final DeviceState state = DeviceStates.fresh();
    private DeviceStore store;

    @BeforeEach
    void a_store() {
        store = new FileDeviceStore(home, Runnable::run);
    }

    private static Throwable failure(CompletionStage<?> stage) {
        return stage.handle((value, failure) -> failure).toCompletableFuture().join();
    }

    private static Optional<DeviceState> load(DeviceStore store) {
        return store.load().toCompletableFuture().join();
    }

    @Test
    void the_same_process_may_open_the_directory_again_by_any_name() throws Exception {
        Path other = Files.createSymbolicLink(home.resolve("other"), Files.createDirectory(home.resolve("state")));
        new FileDeviceStore(home.resolve("state"), Runnable::run)
                .save(state)
                .toCompletableFuture()
                .join();

        assertThat(load(new FileDeviceStore(other, Runnable::run))).contains(state);
    }

    @Test
    void another_process_is_named_in_one_line_until_it_is_killed() throws Exception {
        Process holder = LockingProcess.start(home);
        try (var said = holder.inputReader(StandardCharsets.US_ASCII)) {
            assertThat(said.readLine()).isEqualTo("taken");

            for (CompletionStage<?> refused : new CompletionStage<?>[] {store.load(), store.save(state)}) {
                assertThat(failure(refused))
                        .isExactlyInstanceOf(StoreException.class)
                        .hasMessageContaining("process " + holder.pid() + ";")
                        .hasMessageContaining("end that one first")
                        .message()
                        .doesNotContain("\n");
            }
            assertThat(home.resolve("device.cbor")).doesNotExist();
        } finally {
            holder.destroyForcibly().waitFor();
        }

        assertThat(load(store)).isEmpty();
    }

    @Test
    void a_process_that_is_refused_touches_nothing_and_does_not_end_the_lock() throws Exception {
        store.save(state).toCompletableFuture().join();
        Path unfinished = Files.writeString(home.resolve("device.cbor.new"), "what the first is about to write");

        for (int time = 1; time <= 2; time++) {
            Process second = LockingProcess.start(home);
            try (var said = second.inputReader(StandardCharsets.US_ASCII)) {
                assertThat(said.readLine()).isNull();
                assertThat(second.waitFor()).isNotZero();
            } finally {
                second.destroyForcibly().waitFor();
            }
            assertThat(unfinished).exists();
        }
    }

    @Test
    void the_file_is_for_the_owner_only() throws Exception {
        load(store);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("device.lock"))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_lock_that_cannot_be_made_is_named() throws Exception {
        Files.createDirectory(home.resolve("device.lock"));

        assertThat(failure(store.load()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("device.lock")
                .hasMessageContaining("see to its rights");
    }
}
