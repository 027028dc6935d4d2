package org.dps4j.program.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at a database before anybody writes to it. H2 takes a file that lost its end for an older one, or for an empty one,
 * and finds a damaged page only when it is read; here the end is looked for, tables have to be there, and every row of
 * them is read once.
 */
final class DatabaseInspection {

    private static final String READ_ONLY = ";ACCESS_MODE_DATA=r";

    private DatabaseInspection() {}

    /**
     * Returns if nothing is wrong that can be seen; changes nothing.
     *
     * @throws IOException in one line that names file and remedy
     */
    static void check(DatabaseFile file) throws IOException {
        if (!DatabaseHeader.of(file.location()).isEndThere()) {
            throw file.damaged();
        }
        try (Connection connection =
                DriverManager.getConnection(file.url() + READ_ONLY, DatabaseFile.USER, DatabaseFile.PASSWORD)) {
            List<String> tables = tables(connection);
            if (tables.isEmpty()) {
                throw file.damaged();
            }
            for (String table : tables) {
                read(connection, table);
            }
        } catch (SQLException e) {
            throw file.unusable(e);
        }
    }

    private static List<String> tables(Connection connection) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(
                        "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC'")) {
            while (found.next()) {
                tables.add(found.getString(1));
            }
        }
        return tables;
    }

    private static void read(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(1_000);
            try (ResultSet rows = statement.executeQuery("SELECT * FROM \"" + table.replace("\"", "\"\"") + "\"")) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    for (int column = 1; column <= columns; column++) {
                        rows.getString(column);
                    }
                }
            }
        }
    }
}
