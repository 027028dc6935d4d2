package org.dps4j.device.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.dps4j.device.DeviceState;
import org.dps4j.device.DeviceStates;
import org.dps4j.device.DeviceStore;
import org.dps4j.device.StoreException;
import org.dps4j.device.UnreadableStateException;
import org.dps4j.protocol.cbor.MapWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SetAsideTest {

    private static final byte[] FOREIGN = {'n', 'a', 'm', 'e', ':'};

    private final DeviceState state = DeviceStates.fresh();

    @TempDir
    Path directory;

    private final StoreFiles files = new SystemFiles();
    private Path file;

    @BeforeEach
    void name_the_file() {
        file = directory.resolve("device.cbor");
    }

    @AfterEach
    void give_up() throws IOException {
        files.unlock(directory);
    }

    private DeviceStore told(UnreadableState what) {
        return new FileDeviceStore(directory, Runnable::run, what, files);
    }

    private Path kept(int number) {
        return directory.resolve("device.cbor.unreadable-" + number);
    }

    private static Throwable failure(CompletionStage<?> stage) {
        return stage.handle((value, failure) -> failure).toCompletableFuture().join();
    }

    private static Optional<DeviceState> load(DeviceStore store) {
        return store.load().toCompletableFuture().join();
    }

    static Stream<Arguments> unreadable() {
        byte[] whole = StateFile.encode(DeviceStates.fresh());
        byte[] changed = whole.clone();
        changed[whole.length / 2] ^= 1;
        byte[] newer = new MapWriter()
                .text("format", "dps4j device")
                .integer("version", 2)
                .toBytes();
        return Stream.of(
                Arguments.of("corrupt", changed),
                Arguments.of("truncated", Arrays.copyOf(whole, whole.length / 2)),
                Arguments.of("empty", new byte[0]),
                Arguments.of("foreign", FOREIGN),
                Arguments.of("of a newer format", newer),
                Arguments.of("huge", new byte[StateFile.LARGEST + 1]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void a_file_that_cannot_be_read_is_kept_under_another_name_and_the_device_may_begin_anew(
            String what, byte[] content) throws IOException {
        Files.write(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(load(told(UnreadableState.SET_ASIDE))).isEmpty();

        assertThat(kept(1)).hasBinaryContent(content);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept(1))))
                .isEqualTo("rw-------");
        assertThat(file).doesNotExist();
        told(UnreadableState.SET_ASIDE).save(state).toCompletableFuture().join();
        assertThat(load(told(UnreadableState.REFUSE))).contains(state);
        assertThat(kept(1)).hasBinaryContent(content);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void without_being_told_so_it_is_refused_and_stays(String what, byte[] content) throws IOException {
        Files.write(file, content);

        assertThat(failure(told(UnreadableState.REFUSE).load()))
                .isInstanceOf(UnreadableStateException.class)
                .hasMessageContaining("move it away to start as a new device")
                .message()
                .doesNotContain("\n");
        assertThat(file).hasBinaryContent(content);
        assertThat(directory.toFile().list()).containsExactlyInAnyOrder("device.cbor", "device.lock");
    }

    @Test
    void a_readable_file_stays_where_it_is() {
        told(UnreadableState.SET_ASIDE).save(state).toCompletableFuture().join();

        assertThat(load(told(UnreadableState.SET_ASIDE))).contains(state);
        assertThat(kept(1)).doesNotExist();
    }

    @Test
    void nothing_that_was_set_aside_is_ever_overwritten_and_the_tenth_is_refused() throws IOException {
        for (int number = 1; number <= SetAside.MOST; number++) {
            Files.write(file, new byte[] {(byte) number});
            assertThat(load(told(UnreadableState.SET_ASIDE))).isEmpty();
        }
        for (int number = 1; number <= SetAside.MOST; number++) {
            assertThat(kept(number)).hasBinaryContent(new byte[] {(byte) number});
        }
        Files.write(file, FOREIGN);

        assertThat(failure(told(UnreadableState.SET_ASIDE).load()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("at most 9 files")
                .hasMessageContaining("delete those");
        assertThat(file).hasBinaryContent(FOREIGN);
    }

    @Test
    void a_disk_that_cannot_be_read_says_nothing_about_the_file_which_stays() {
        told(UnreadableState.SET_ASIDE).save(state).toCompletableFuture().join();
        StoreFaults counting = StoreFaults.none();
        load(over(counting.over(files)));

        for (int call = 1; call <= counting.calls(); call++) {
            DeviceStore failing = over(StoreFaults.failingAt(call).over(files));

            assertThat(failure(failing.load())).isExactlyInstanceOf(StoreException.class);
            assertThat(load(told(UnreadableState.REFUSE))).contains(state);
            assertThat(kept(1)).doesNotExist();
        }
    }

    @Test
    void a_directory_in_the_place_of_the_file_is_no_state_at_all_and_stays() throws IOException {
        Files.createDirectory(file);

        assertThat(failure(told(UnreadableState.SET_ASIDE).load())).isExactlyInstanceOf(StoreException.class);
        assertThat(file).isDirectory();
    }

    @ParameterizedTest
    @EnumSource
    void killed_or_cut_off_at_any_system_call_it_goes_on_at_the_next_start_and_keeps_the_file_once(
            PowerCutFiles.Survives survives) {
        int calls = calls();
        for (int call = 1; call <= calls + 1; call++) {
            PowerCutFiles disk = new PowerCutFiles();
            disk.put(file, FOREIGN);
            failure(over(StoreFaults.stoppingAt(call).over(disk)).load());

            disk.cut(survives);

            assertThat(load(over(disk))).isEmpty();
            assertThat(List.of(1, 2))
                    .filteredOn(number -> disk.exists(kept(number)))
                    .as("killed at call %d", call)
                    .containsExactly(1);
            assertThat(disk.read(kept(1), 99)).contains(FOREIGN);
            assertThat(disk.exists(file)).isFalse();
        }
    }

    private int calls() {
        PowerCutFiles disk = new PowerCutFiles();
        disk.put(file, FOREIGN);
        StoreFaults counting = StoreFaults.none();
        assertThat(load(over(counting.over(disk)))).isEmpty();
        return counting.calls();
    }

    private DeviceStore over(StoreFiles files) {
        return new FileDeviceStore(directory, Runnable::run, UnreadableState.SET_ASIDE, files);
    }
}
