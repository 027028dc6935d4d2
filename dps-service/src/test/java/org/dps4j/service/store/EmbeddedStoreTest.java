package org.dps4j.service.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.dps4j.program.store.DatabaseFile;
import org.dps4j.program.store.FullDisk;
import org.dps4j.service.record.RecordStore;
import org.dps4j.service.record.RecordStoreException;
import org.dps4j.service.record.RecordUpdate;
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

    @Test
    void once_a_full_disk_has_room_again_records_are_written_and_none_is_missing() throws IOException {
        DatabaseFile file = FullDisk.file("dps-service", directory.resolve("full"));
        try (RecordStore store = EmbeddedStore.open(file)) {
            store.write(List.of(update(T0).withDeviceId(DEVICE)));

            FullDisk.leaveRoomFor(0);
            assertThatThrownBy(() -> store.write(List.of(another()))).isInstanceOf(RecordStoreException.class);
            assertThatThrownBy(() -> store.write(List.of(another()))).isInstanceOf(RecordStoreException.class);
            FullDisk.clear();

            writeWithin(3, store);
            assertThat(store.count()).isEqualTo(2);
            assertThat(store.find(RECORD).orElseThrow().deviceIds()).containsExactly(DEVICE);
        } finally {
            FullDisk.clear();
        }
    }

    @Test
    void killed_at_any_write_of_a_batch_it_has_all_of_it_or_nothing_and_what_was_written_before() throws IOException {
        Set<Boolean> written = new HashSet<>();
        for (int writes = 0; writes < 6; writes++) {
            DatabaseFile file = FullDisk.file("dps-service", directory.resolve("cut" + writes));
            Path left = directory.resolve("left" + writes);
            boolean answered = true;
            try (RecordStore store = EmbeddedStore.open(file)) {
                store.write(List.of(update(T0).withDeviceId(DEVICE)));
                FullDisk.leaveRoomFor(writes);
                try {
                    store.write(many(50));
                } catch (RecordStoreException cut) {
                    answered = false;
                }
                Files.copy(directory.resolve("cut" + writes + ".mv.db"), directory.resolve("left" + writes + ".mv.db"));
            } finally {
                FullDisk.clear();
            }

            try (RecordStore again = EmbeddedStore.open(left)) {
                assertThat(again.count()).as("after %d writes", writes).isIn(1L, 51L);
                assertThat(again.find(RECORD).orElseThrow().deviceIds()).containsExactly(DEVICE);
                written.add(again.count() == 51);
                if (answered) {
                    assertThat(again.count()).isEqualTo(51);
                }
            }
        }
        assertThat(written).as("cut before and after the batch counted").hasSize(2);
    }

    @Test
    void tables_of_a_newer_service_are_refused() throws Exception {
        Path path = directory.resolve("newer");
        EmbeddedStore.open(path).close();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:file:" + path, "sa", "");
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO \"flyway_schema_history\" (\"installed_rank\", \"version\","
                    + " \"description\", \"type\", \"script\", \"installed_by\", \"execution_time\", \"success\")"
                    + " VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 'sa', 1, TRUE)");
        }

        assertThatThrownBy(() -> EmbeddedStore.open(path))
                .isInstanceOf(IOException.class)
                .hasMessageEndingWith("newer.mv.db: its tables are not those of this dps-service;"
                        + " was it written by a newer one?");
    }

    @Test
    void a_database_whose_opening_fails_at_the_end_is_not_left_open() throws Exception {
        Path path = directory.resolve("half");
        Files.createDirectories(directory.resolve("half.unfinished/occupied"));
        assertThatThrownBy(() -> EmbeddedStore.open(path)).isInstanceOf(DirectoryNotEmptyException.class);

        assertThatThrownBy(() -> EmbeddedStore.open(path)).isInstanceOf(DirectoryNotEmptyException.class);
    }

    private static List<RecordUpdate> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(device -> RecordUpdate.of(new UUID(7, device), GROUP, "1", T0))
                .toList();
    }

    private static RecordUpdate another() {
        return RecordUpdate.of(ANOTHER, GROUP, "1", T0);
    }

    private static void writeWithin(int attempts, RecordStore store) {
        for (int attempt = 1; ; attempt++) {
            try {
                store.write(List.of(another()));
                return;
            } catch (RecordStoreException e) {
                assertThat(attempt).as("attempts").isLessThan(attempts);
            }
        }
    }
}
