package org.dps4j.program.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseFileTest {

    @TempDir
    Path directory;

    @Test
    void file_and_directory_are_for_their_owner_only() throws IOException {
        DatabaseFile.of("lamp", directory.resolve("data/lamp")).prepare();

        assertThat(rights(directory.resolve("data"))).isEqualTo("rwx------");
        assertThat(rights(directory.resolve("data/lamp.mv.db"))).isEqualTo("rw-------");
    }

    @Test
    void a_directory_that_cannot_be_made_is_named() throws IOException {
        Files.createFile(directory.resolve("data"));

        assertThatThrownBy(() ->
                        DatabaseFile.of("lamp", directory.resolve("data/lamp")).prepare())
                .isInstanceOf(IOException.class)
                .hasMessage(directory.resolve("data/lamp.mv.db") + ": cannot be made; may its directory be written?");
    }

    @Test
    void what_is_no_database_is_told_from_one_in_use() throws Exception {
        DatabaseFile damaged = DatabaseFile.of("lamp", directory.resolve("damaged"));
        Files.writeString(directory.resolve("damaged.mv.db"), "this is not a database".repeat(1000));
        DatabaseFile used = DatabaseFile.of("lamp", directory.resolve("used"));

        assertThat(problem(damaged)).contains("damaged.mv.db: cannot be opened, it is damaged; put a copy back");
        connect(used).close();
        try (FileChannel other = FileChannel.open(directory.resolve("used.mv.db"), StandardOpenOption.WRITE)) {
            other.lock();
            assertThat(problem(used)).contains("used.mv.db: cannot be opened; is another lamp using it?");
        }
    }

    private static String problem(DatabaseFile file) {
        try (Connection connection = connect(file)) {
            return "opened " + connection;
        } catch (SQLException e) {
            return String.valueOf(file.unusable(e).getMessage());
        }
    }

    private static Connection connect(DatabaseFile file) throws SQLException {
        return DriverManager.getConnection(file.url(), DatabaseFile.USER, DatabaseFile.PASSWORD);
    }

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
