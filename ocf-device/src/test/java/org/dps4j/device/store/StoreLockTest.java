package org.dps4j.device.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.dps4j.device.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreLockTest {

    @TempDir
    Path home;

    @Test
    void a_store_that_was_given_back_can_be_taken_again() throws Exception {
        StoreLock first = StoreLock.take(home);
        first.close();

        StoreLock second = StoreLock.take(home);
        first.close();

        assertThatThrownBy(() -> StoreLock.take(home)).isInstanceOf(StoreException.class);
        second.close();
    }

    @Test
    void a_second_device_of_the_same_process_is_refused_by_any_name_of_the_directory() throws Exception {
        Path other = Files.createSymbolicLink(home.resolve("other"), Files.createDirectory(home.resolve("state")));

        StoreLock held = StoreLock.take(home.resolve("state"));

        assertThatThrownBy(() -> StoreLock.take(other))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("this process");
        held.close();
    }

    @Test
    void another_process_is_named_in_one_line_until_it_is_killed() throws Exception {
        Process holder = LockingProcess.start(home);
        try (var said = holder.inputReader(StandardCharsets.US_ASCII)) {
            assertThat(said.readLine()).isEqualTo("taken");

            assertThatThrownBy(() -> StoreLock.take(home))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("process " + holder.pid() + ";")
                    .hasMessageContaining("end that one first")
                    .message()
                    .doesNotContain("\n");
        } finally {
            holder.destroyForcibly().waitFor();
        }

        StoreLock.take(home).close();
    }

    @Test
    void a_refused_second_device_does_not_end_the_lock_of_the_first() throws Exception {
        StoreLock held = StoreLock.take(home);
        assertThatThrownBy(() -> StoreLock.take(home)).isInstanceOf(StoreException.class);

        Process second = LockingProcess.start(home);
        try (var said = second.inputReader(StandardCharsets.US_ASCII)) {
            assertThat(said.readLine()).isNull();
            assertThat(second.waitFor()).isNotZero();
        } finally {
            second.destroyForcibly().waitFor();
        }
        held.close();
    }

    @Test
    void the_file_is_for_the_owner_only() throws Exception {
        StoreLock held = StoreLock.take(home);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("device.lock"))))
                .isEqualTo("rw-------");
        held.close();
    }

    @Test
    void a_directory_that_cannot_be_made_is_named() throws Exception {
        Path file = Files.writeString(home.resolve("file"), "I am a file");

        assertThatThrownBy(() -> StoreLock.take(file))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(file.toString());
    }
}
