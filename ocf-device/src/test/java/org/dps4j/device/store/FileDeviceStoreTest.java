package org.dps4j.device.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.dps4j.device.DeviceState;
import org.dps4j.device.DeviceStates;
import org.dps4j.device.DeviceStore;
import org.dps4j.device.StoreException;
import org.dps4j.device.security.Change;
import org.dps4j.device.security.DeviceKey;
import org.dps4j.protocol.payload.acl.AccessControlEntry;
import org.dps4j.protocol.payload.acl.AceResource;
import org.dps4j.protocol.payload.acl.AceSubject;
import org.dps4j.protocol.payload.acl.ConnectionType;
import org.dps4j.protocol.payload.acl.Permission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileDeviceStoreTest {

    private final DeviceState before = DeviceStates.fresh().withName("before");
    private final DeviceState after = DeviceStates.fresh().withName("after");

    @TempDir
    Path home;

    private Path directory;
    private Path file;
    private final StoreFiles files = new SystemFiles();
    private DeviceStore store;

    @BeforeEach
    void open_a_store() {
        directory = home.resolve("state");
        file = directory.resolve("device.cbor");
        store = in(directory, files);
    }

    @AfterEach
    void give_up() throws IOException {
        files.unlock(directory);
    }

    /** One that shares the right to the directory with all others over the same files, as runs one after the other do. */
    private static DeviceStore in(Path directory, StoreFiles files) {
        return new FileDeviceStore(directory, Runnable::run, UnreadableState.REFUSE, files);
    }

    private static void save(DeviceStore store, DeviceState state) {
        store.save(state).toCompletableFuture().join();
    }

    private static Optional<DeviceState> load(DeviceStore store) {
        return store.load().toCompletableFuture().join();
    }

    private static Throwable failure(CompletionStage<?> stage) {
        return stage.handle((value, failure) -> failure).toCompletableFuture().join();
    }

    @Test
    void an_empty_directory_keeps_nothing() {
        assertThat(load(store)).isEmpty();
    }

    @Test
    void loads_what_was_saved_last() {
        save(store, before);
        save(store, after);

        assertThat(load(store)).contains(after);
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("device.cbor", "device.lock");
    }

    @Test
    void file_and_directory_are_for_the_owner_only() throws IOException {
        save(store, before);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwx------");
    }

    @Test
    void a_file_with_wider_rights_is_tightened() throws IOException {
        save(store, before);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(load(store)).contains(before);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_directory_of_somebody_else_is_left_as_it_is() throws IOException {
        Files.createDirectory(
                directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));

        save(store, before);
        assertThat(load(store)).contains(before);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void a_half_written_new_file_is_ignored_and_removed() throws IOException {
        save(store, before);
        Path unfinished = Files.write(directory.resolve("device.cbor.new"), new byte[] {1, 2, 3});

        assertThat(load(store)).contains(before);
        assertThat(unfinished).doesNotExist();
    }

    @Test
    void every_truncated_file_is_named_and_left_as_it_is() throws IOException {
        save(store, before);
        byte[] whole = Files.readAllBytes(file);

        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            Files.write(file, cut);

            assertThat(failure(store.load()))
                    .as("%d bytes", length)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("expected")
                    .hasMessageContaining("found");
            assertThat(file).hasBinaryContent(cut);
        }
    }

    @Test
    void every_changed_bit_is_found() throws IOException {
        save(store, before);
        byte[] whole = Files.readAllBytes(file);

        for (int i = 0; i < whole.length * 8; i++) {
            byte[] changed = whole.clone();
            changed[i / 8] ^= (byte) (1 << i % 8);
            Files.write(file, changed);

            assertThat(failure(store.load())).as("bit %d", i).isInstanceOf(StoreException.class);
            assertThat(file).hasBinaryContent(changed);
        }
    }

    @Test
    void a_foreign_file_is_refused_and_left_as_it_is() throws IOException {
        Files.createDirectory(directory);
        Files.writeString(file, "name: my device\n");

        assertThat(failure(store.load())).hasMessageContaining("device.cbor").hasMessageContaining("move it away");
        assertThat(file).hasContent("name: my device\n");
    }

    @Test
    void a_huge_file_is_refused_without_reading_all_of_it() throws IOException {
        Files.createDirectory(directory);
        Files.write(file, new byte[(1 << 20) + 1]);

        assertThat(failure(store.load())).hasMessageContaining("at most 1048576 bytes");
    }

    @Test
    void a_state_that_could_not_be_read_back_is_not_written() {
        save(store, before);
        List<AceResource> resources = IntStream.range(0, 2_000)
                .<AceResource>mapToObj(
                        number -> new AceResource.Href("/a/path/as/long/as/this/one/" + number, List.of()))
                .toList();
        var huge = (Change.Applied<DeviceState>) after.replaceAccessRules(List.of(AccessControlEntry.of(
                new AceSubject.ConnectionSubject(ConnectionType.AUTH_CRYPT), resources, Permission.all())));

        assertThat(failure(store.save(huge.value())))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("the state before it stays");
        assertThat(load(store)).contains(before);
    }

    @Test
    void whatever_is_thrown_while_a_state_is_written_fails_the_save() {
        PrivateKey broken = new PrivateKey() {
            @Override
            public byte[] getEncoded() {
                throw new NoClassDefFoundError("a jar of the key's provider is not there");
            }

            @Override
            public String getAlgorithm() {
                return "EC";
            }

            @Override
            public String getFormat() {
                return "none";
            }
        };
        DeviceKey key = new DeviceKey(before.key().publicKey(), broken);

        assertThat(failure(store.save(before.factoryReset(before.id(), key)))).isInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void a_directory_that_cannot_be_made_is_named() throws IOException {
        Files.writeString(directory, "I am a file");

        assertThat(failure(store.save(before)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(directory.toString());
    }

    @Test
    void a_failing_disk_is_reported_and_the_old_state_stays() {
        save(store, before);
        int calls = callsOfOneSave();

        for (int call = 1; call < calls; call++) {
            DeviceStore failing = in(directory, StoreFaults.failingAt(call).over(files));

            assertThat(failure(failing.save(after)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("No space left on device");
            assertThat(load(store)).contains(before);
        }
    }

    @Test
    void a_device_key_that_is_in_a_token_is_refused_and_what_was_stored_stays() {
        PrivateKey handle = new PrivateKey() {
            @Override
            public String getAlgorithm() {
                return "EC";
            }

            @Override
            public String getFormat() {
                return null;
            }

            @Override
            public byte[] getEncoded() {
                return null;
            }
        };
        DeviceState tokened = before.factoryReset(
                UUID.randomUUID(), new DeviceKey(before.key().publicKey(), handle));
        save(store, before);

        assertThat(failure(store.save(tokened)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the device's own key is in a token");
        assertThat(load(store)).contains(before);
    }

    @Test
    void all_the_work_is_done_by_the_executor() {
        List<Runnable> tasks = new ArrayList<>();
        DeviceStore lazy = new FileDeviceStore(directory, tasks::add);

        var saved = lazy.save(before).toCompletableFuture();
        assertThat(directory).doesNotExist();
        assertThat(saved).isNotDone();
        tasks.forEach(Runnable::run);

        assertThat(saved).isCompleted();
        assertThat(file).exists();
    }

    @Test
    void no_worker_with_room_is_a_failure_of_the_store() {
        DeviceStore busy = new FileDeviceStore(directory, task -> {
            throw new RejectedExecutionException("full");
        });

        assertThat(failure(busy.save(before))).isInstanceOf(StoreException.class);
        assertThat(failure(busy.load())).isInstanceOf(StoreException.class);
    }

    @Test
    void a_kill_at_any_system_call_leaves_the_old_state_or_the_new_one() {
        int calls = callsOfOneSave();
        assertThat(calls).isGreaterThanOrEqualTo(5);
        boolean oldSeen = false;
        boolean newSeen = false;

        for (int call = 1; call <= calls + 1; call++) {
            save(store, before);
            failure(in(directory, StoreFaults.stoppingAt(call).over(files)).save(after));

            DeviceState left = load(store).orElseThrow();
            assertThat(left).isIn(before, after);
            oldSeen |= left.equals(before);
            newSeen |= left.equals(after);
            save(store, after);
            assertThat(load(store)).contains(after);
        }
        assertThat(oldSeen && newSeen).isTrue();
    }

    @Test
    void a_kill_during_the_first_save_leaves_nothing_or_the_new_state() {
        for (int call = 1; call <= callsOfOneSave() + 1; call++) {
            Path fresh = home.resolve("fresh" + call);
            failure(in(fresh, StoreFaults.stoppingAt(call).over(files)).save(after));

            Optional<DeviceState> left = load(in(fresh, files));
            assertThat(left).isIn(Optional.empty(), Optional.of(after));
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_power_cut_at_any_system_call_leaves_the_old_state_or_the_new_one(PowerCutFiles.Survives survives) {
        for (int call = 1; call <= callsOfOneSave() + 1; call++) {
            PowerCutFiles disk = new PowerCutFiles();
            DeviceStore sound = new FileDeviceStore(directory, Runnable::run, UnreadableState.REFUSE, disk);
            save(sound, before);
            failure(new FileDeviceStore(
                            directory,
                            Runnable::run,
                            UnreadableState.REFUSE,
                            StoreFaults.stoppingAt(call).over(disk))
                    .save(after));

            disk.cut(survives);

            assertThat(load(sound)).isIn(Optional.of(before), Optional.of(after));
        }
    }

    @Test
    void a_state_that_a_killed_process_left_and_the_next_one_loaded_survives_a_power_cut() {
        for (int call = 1; call <= callsOfOneSave() + 1; call++) {
            PowerCutFiles disk = new PowerCutFiles();
            save(in(directory, disk), before);
            failure(in(directory, StoreFaults.stoppingAt(call).over(disk)).save(after));
            Optional<DeviceState> loaded = load(in(directory, disk));

            disk.cut(PowerCutFiles.Survives.NOTHING);

            assertThat(load(in(directory, disk))).as("call " + call).isEqualTo(loaded);
        }
    }

    @Test
    void directories_whose_making_was_interrupted_survive_a_power_cut_once_a_state_is_in_them() {
        for (int call = 1; call <= 20; call++) {
            PowerCutFiles disk = new PowerCutFiles();
            Path deep = directory.resolve("new/and/deep");
            failure(in(deep, StoreFaults.stoppingAt(call).over(disk)).load());
            DeviceStore next = in(deep, disk);
            load(next);
            save(next, after);

            disk.cut(PowerCutFiles.Survives.NOTHING);

            assertThat(load(in(deep, disk))).as("call " + call).contains(after);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_was_saved_survives_a_power_cut(PowerCutFiles.Survives survives) {
        PowerCutFiles disk = new PowerCutFiles();
        DeviceStore sound = new FileDeviceStore(directory, Runnable::run, UnreadableState.REFUSE, disk);
        save(sound, before);
        save(sound, after);

        disk.cut(survives);

        assertThat(load(sound)).contains(after);
    }

    private int callsOfOneSave() {
        StoreFaults counting = StoreFaults.none();
        save(in(home, counting.over(files)), before);
        return counting.calls();
    }
}
