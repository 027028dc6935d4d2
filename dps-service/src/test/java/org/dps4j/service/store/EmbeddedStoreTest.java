package org.dps4j.service.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.dps4j.service.record.RecordStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreTest extends RecordStoreContract {

    @TempDir
    Path directory;

    @Override
    RecordStore open() throws IOException {
        return EmbeddedStore.open(directory.resolve("data/records"));
    }

    @Test
    void records_outlive_the_process() throws IOException {
        try (RecordStore first = EmbeddedStore.open(directory.resolve("kept"))) {
            first.write(List.of(update(T0).withDeviceId(DEVICE)));
        }

        try (RecordStore second = EmbeddedStore.open(directory.resolve("kept"))) {
            assertThat(second.find(RECORD).orElseThrow().deviceIds()).containsExactly(DEVICE);
        }
    }

    @Test
    void only_the_owner_can_read_the_file() throws IOException {
        Path data = directory.resolve("data");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("records.mv.db"))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_file_in_use_elsewhere_or_no_database_at_all_is_named() throws IOException {
        Path broken = directory.resolve("broken");
        Files.writeString(directory.resolve("broken.mv.db"), "this is not a database".repeat(1000));

        assertThatThrownBy(() -> EmbeddedStore.open(broken))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(directory.resolve("broken.mv.db").toString())
                .hasMessageContaining("cannot be opened");
    }
}
