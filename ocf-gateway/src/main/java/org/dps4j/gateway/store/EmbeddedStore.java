package org.dps4j.gateway.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.dps4j.gateway.account.Registrations;
import org.dps4j.gateway.account.StoreFailedException;
import org.dps4j.gateway.shadow.DeviceShadow;
import org.dps4j.gateway.shadow.ResourceRow;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * An embedded H2 database, one file that only the owner of the process can read. A transaction is on disk when it returns:
 * a device must never hold tokens that a killed gateway has forgotten.
 */
public final class EmbeddedStore implements GatewayStore {

    private final Connection connection;
    private final Jdbi jdbi;

    private EmbeddedStore(Connection connection) {
        this.connection = connection;
        this.jdbi = Jdbi.create(connection);
    }

    /**
     * Opens the database, making it if it is not there, and brings its tables up to date.
     *
     * @param path the database without its extension, {@code .mv.db}
     * @throws IOException whose message is one line naming the file and the remedy
     */
    public static EmbeddedStore open(Path path) throws IOException {
        Path file = path.resolveSibling(path.getFileName() + ".mv.db");
        prepare(file);
        EmbeddedStore store = new EmbeddedStore(connect(path, file));
        try {
            store.jdbi.useTransaction(Schema::bringUpToDate);
            return store;
        } catch (JdbiException | IllegalStateException e) {
            store.close();
            throw new IOException(
                    file + ": its tables cannot be brought up to date; was it written by a newer ocf-gateway?", e);
        }
    }

    @Override
    public <T> T inTransaction(Function<Registrations, T> work) {
        try {
            return jdbi.inTransaction(handle -> work.apply(new RegistrationTables(handle)));
        } catch (JdbiException e) {
            throw new StoreFailedException("the registrations cannot be read or written", e);
        }
    }

    @Override
    public List<DeviceShadow> load() {
        try {
            return jdbi.inTransaction(ResourceTable::load);
        } catch (JdbiException e) {
            throw new StoreFailedException("what is known of devices cannot be read", e);
        }
    }

    @Override
    public void write(List<ResourceRow> rows) {
        try {
            jdbi.useTransaction(handle -> ResourceTable.write(handle, rows));
        } catch (JdbiException e) {
            throw new StoreFailedException("what is known of devices cannot be written", e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreFailedException("the database did not close in order", e);
        }
    }

    private static Connection connect(Path path, Path file) throws IOException {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:file:" + path + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;WRITE_DELAY=0");
        database.setUser("sa");
        database.setPassword("");
        try {
            return database.getConnection();
        } catch (SQLException e) {
            throw new IOException(
                    file + ": cannot be opened; is another ocf-gateway using it, or may it not be written?", e);
        }
    }

    private static void prepare(Path file) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        try {
            if (directory != null && !Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw new IOException(file + ": cannot be made; may its directory be written?", e);
        }
    }
}
