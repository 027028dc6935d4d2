package org.dps4j.device.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.dps4j.device.DeviceState;
import org.dps4j.device.DeviceStates;
import org.dps4j.device.DeviceStore;
import org.dps4j.device.StoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreLockTest {

    @TempDir
    Path home;

    private final DeviceState state = DeviceStates.fresh();
    private FileDeviceStore store;

    @BeforeEach
    void a_store() {
        store = new FileDeviceStore(home, Runnable::run);
    }

    @AfterEach
    void close_it() {
        store.close();
    }

    private static Throwable failure(CompletionStage<?> stage) {
        return stage.handle((value, failure) -> failure).toCompletableFuture().join();
    }

    private static Optional<DeviceState> load(DeviceStore store) {
        return store.load().toCompletableFuture().join();
    }

    @Test
    void a_second_store_of_the_same_process_is_refused_by_any_name_until_the_first_is_closed() throws Exception {
        Path other = Files.createSymbolicLink(home.resolve("other"), Files.createDirectory(home.resolve("state")));
        FileDeviceStore first = new FileDeviceStore(home.resolve("state"), Runnable::run);
        FileDeviceStore second = new FileDeviceStore(other, Runnable::run);
        first.save(state).toCompletableFuture().join();
        Path unfinished = Files.writeString(home.resolve("state/device.cbor.new"), "what the first is about to write");

        for (CompletionStage<?> refused : new CompletionStage<?>[] {second.load(), second.save(DeviceStates.fresh())}) {
            assertThat(failure(refused))
                    .isExactlyInstanceOf(StoreException.class)
                    .hasMessageContaining("device.lock: expected no other store in this directory")
                    .hasMessageContaining("one of this process that is not closed")
                    .hasMessageContaining("close that one first");
        }
        assertThat(unfinished).exists();
        first.close();

        assertThat(load(second)).contains(state);
        second.close();
    }

    @Test
    void one_that_is_refused_and_closed_takes_nothing_from_the_one_that_has_the_directory() throws Exception {
        store.save(state).toCompletableFuture().join();
        FileDeviceStore second = new FileDeviceStore(home, Runnable::run);
        assertThat(failure(second.load())).isInstanceOf(StoreException.class);

        second.close();

        assertThat(load(store)).contains(state);
        Process third = LockingProcess.start(home);
        try (var said = third.inputReader(StandardCharsets.US_ASCII)) {
            assertThat(said.readLine()).isNull();
        } finally {
            third.destroyForcibly().waitFor();
        }
    }

    @Test
    void one_that_is_refused_for_another_class_loader_does_not_end_the_lock_of_that_one() throws Exception {
        Path file = home.resolve("device.lock");
        try (FileChannel other = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = other.lock()) {
            assertThat(failure(store.load()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("another class loader");

            System.gc();
            Process third = LockingProcess.start(home);
            try (var said = third.inputReader(StandardCharsets.US_ASCII)) {
                assertThat(said.readLine()).isNull();
                assertThat(held.isValid()).isTrue();
            } finally {
                third.destroyForcibly().waitFor();
            }
        }
        assertThat(load(store)).isEmpty();
    }

    @Test
    void a_closed_store_finishes_what_was_begun_and_gives_the_directory_to_other_processes() throws Exception {
        List<Runnable> tasks = new ArrayList<>();
        FileDeviceStore slow = new FileDeviceStore(home, tasks::add);
        CompletionStage<Void> saved = slow.save(state);

        slow.close();
        slow.close();
        assertThat(failure(slow.load())).hasMessageContaining("one that was closed");
        tasks.forEach(Runnable::run);

        assertThat(saved.toCompletableFuture()).isCompleted();
        assertThat(tasks).hasSize(1);
        Process next = LockingProcess.start(home);
        try (var said = next.inputReader(StandardCharsets.US_ASCII)) {
            assertThat(said.readLine()).isEqualTo("taken");
        } finally {
            next.destroyForcibly().waitFor();
        }
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
