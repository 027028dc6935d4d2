package org.dps4j.device.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.dps4j.device.DeviceState;
import org.dps4j.device.Platform;
import org.dps4j.device.StoreException;
import org.dps4j.device.security.DeviceKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreInspectionTest {

    @TempDir
    Path home;

    @Test
    void a_directory_that_is_not_there_keeps_nothing_and_is_not_made() throws Exception {
        StoreInspection nowhere = new StoreInspection(home.resolve("state"));

        assertThat(nowhere.state()).isEmpty();
        assertThat(nowhere.holder()).isEmpty();
        assertThat(home.resolve("state")).doesNotExist();
    }

    @Test
    void what_is_kept_is_seen_and_nothing_is_touched() throws Exception {
        DeviceState state = DeviceState.fresh(
                UUID.randomUUID(),
                "d",
                new Platform(UUID.randomUUID(), "maker", "oic.d.test"),
                DeviceKey.generate(new SecureRandom()));
        Path file = Files.write(home.resolve("device.cbor"), StateFile.encode(state));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(home.resolve("device.cbor.new"), "unfinished");

        assertThat(new StoreInspection(home).state().orElseThrow().id()).isEqualTo(state.id());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void a_torn_file_fails_as_it_would_at_a_start_and_stays() throws Exception {
        Path file = Files.writeString(home.resolve("device.cbor"), "torn");

        assertThatThrownBy(() -> new StoreInspection(home).state())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString());
        assertThat(file).hasContent("torn");
    }

    @Test
    void the_process_that_has_it_is_known_and_keeps_it() throws Exception {
        assumeThat(Path.of("/proc/locks")).exists();
        StoreInspection inspection = new StoreInspection(home);

        try (FileChannel channel =
                FileChannel.open(home.resolve("device.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(inspection.holder()).isEmpty();
            assertThat(channel.tryLock()).isNotNull();

            assertThat(inspection.holder()).hasValue(ProcessHandle.current().pid());
            assertThat(inspection.holder()).hasValue(ProcessHandle.current().pid());
        }
        assertThat(inspection.holder()).isEmpty();
    }

    @Test
    void where_the_system_does_not_tell_nobody_is_known() throws Exception {
        Files.createFile(home.resolve("device.lock"));

        assertThat(new StoreInspection(home, home.resolve("none")).holder()).isEmpty();
        assertThat(new StoreInspection(home, Files.writeString(home.resolve("list"), "1: nonsense")).holder())
                .isEmpty();
    }
}
