package org.dps4j.program.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.dps4j.testkit.seed.Seeds;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamagedDatabaseTest {

    private static final int ROWS = 500;

    @TempDir
    Path directory;

    private DatabaseFile file;
    private byte[] whole;

    @BeforeEach
    void write_a_database_and_close_it() throws Exception {
        file = DatabaseFile.of("lamp", directory.resolve("lamp"));
        file.prepare();
        try (Connection connection = connect()) {
            fill(connection, ROWS);
        }
        file.finish();
        whole = Files.readAllBytes(file.location());
    }

    @Test
    void a_healthy_file_opens_and_a_look_at_it_changes_nothing() throws IOException {
        file.prepare();

        assertThat(Files.readAllBytes(file.location())).isEqualTo(whole);
    }

    @Test
    void a_file_left_by_a_kill_opens_with_everything_that_was_committed() throws Exception {
        DatabaseFile left = DatabaseFile.of("lamp", directory.resolve("left"));
        try (Connection connection = connect()) {
            fill(connection, 100);
            Files.copy(file.location(), left.location());
        }
        byte[] before = Files.readAllBytes(left.location());

        left.prepare();

        assertThat(Files.readAllBytes(left.location())).isEqualTo(before);
        assertThat(rows(left)).isEqualTo(ROWS + 100);
    }

    @Test
    void a_file_that_grew_and_shrank_opens() throws Exception {
        for (int round = 0; round < 3; round++) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                fill(connection, ROWS);
                statement.execute("DELETE FROM lamp WHERE id < " + ROWS / 2);
                statement.execute("SHUTDOWN COMPACT");
            }
            file.prepare();
        }
    }

    @Test
    void an_empty_file_is_not_taken_for_an_empty_database() throws IOException {
        assertRefused(new byte[0]);
    }

    @Test
    void a_file_with_nothing_but_its_headers_is_refused() throws IOException {
        assertRefused(Arrays.copyOf(whole, 8_192));
    }

    @Test
    void a_file_closed_in_order_that_lost_any_part_of_its_end_is_refused() {
        Seeds.run(40, seed -> assertRefused(Arrays.copyOf(whole, new SplittableRandom(seed).nextInt(whole.length))));
    }

    @Test
    void with_a_bit_flipped_it_is_refused_or_opens_with_all_its_rows_or_those_of_an_older_state() {
        Seeds.run(60, seed -> {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] flipped = whole.clone();
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file.location(), flipped);
            try {
                file.prepare();
                assertThat(rows(file)).isLessThanOrEqualTo(ROWS);
            } catch (IOException refused) {
                assertThat(refused).hasMessageContaining("lamp.mv.db: cannot be opened");
                assertThat(Files.readAllBytes(file.location())).isEqualTo(flipped);
            }
        });
    }

    @Test
    void a_file_whose_tables_were_never_finished_is_begun_anew() throws IOException {
        DatabaseFile killed = DatabaseFile.of("lamp", directory.resolve("killed"));
        killed.prepare();
        Files.write(killed.location(), Arrays.copyOf(whole, 8_192));

        killed.prepare();

        assertThat(killed.location()).isEmptyFile();
    }

    private void assertRefused(byte[] content) throws IOException {
        Files.write(file.location(), content);

        assertThatThrownBy(file::prepare)
                .as(content.length + " of " + whole.length + " bytes")
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": cannot be opened, it is damaged; put a copy back, or move it aside to begin"
                        + " without it");
        assertThat(Files.readAllBytes(file.location())).isEqualTo(content);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(file.url(), DatabaseFile.USER, DatabaseFile.PASSWORD);
    }

    private static void fill(Connection connection, int rows) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS lamp (id INT, name VARCHAR)");
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO lamp VALUES (?, ?)")) {
            for (int id = 0; id < rows; id++) {
                insert.setInt(1, id);
                insert.setString(2, "the lamp number " + id);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static int rows(DatabaseFile file) throws SQLException {
        try (Connection connection = DriverManager.getConnection(file.url(), DatabaseFile.USER, DatabaseFile.PASSWORD);
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM lamp")) {
            count.next();
            return count.getInt(1);
        }
    }
}
