package org.dps4j.gateway.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.dps4j.gateway.account.Registrations;
import org.dps4j.gateway.account.StoreFailedException;
import org.dps4j.gateway.shadow.DeviceShadow;
import org.dps4j.gateway.shadow.ResourceRow;
import org.dps4j.program.store.DatabaseFile;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * An embedded H2 database, one file that only the owner of the process can read. A transaction is on disk when it returns:
 * a device must never hold tokens that a killed gateway has forgotten. A database that closed itself, as it does when the
 * disk is full, is opened again for the next request.
 */
public final class EmbeddedStore implements GatewayStore {

    private final DatabaseFile file;
    private volatile Connection connection;
    private boolean closed;

    private EmbeddedStore(DatabaseFile file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /**
     * Opens the database, making it if it is not there, and brings its tables up to date.
     *
     * @param path the database without its extension, {@code .mv.db}
     * @throws IOException whose message is one line naming the file and the remedy
     */
    public static EmbeddedStore open(Path path) throws IOException {
        return open(DatabaseFile.of("ocf-gateway", path));
    }

    static EmbeddedStore open(DatabaseFile file) throws IOException {
        file.prepare();
        Connection connection = connect(file);
        try {
            bringUpToDate(file, connection);
            file.finish();
            return new EmbeddedStore(file, connection);
        } catch (IOException | RuntimeException | Error e) {
            release(connection, e);
            throw e;
        }
    }

    private static void bringUpToDate(DatabaseFile file, Connection connection) throws IOException {
        try {
            Jdbi.create(connection).useTransaction(Schema::bringUpToDate);
        } catch (JdbiException | IllegalStateException e) {
            throw new IOException(
                    file + ": its tables cannot be brought up to date; was it written by a newer ocf-gateway?", e);
        }
    }

    @Override
    public <T> T inTransaction(Function<Registrations, T> work) {
        return ask("the registrations cannot be read or written", handle -> work.apply(new RegistrationTables(handle)));
    }

    @Override
    public List<DeviceShadow> load() {
        return ask("what is known of devices cannot be read", ResourceTable::load);
    }

    @Override
    public void write(Set<UUID> anew, List<ResourceRow> rows) {
        ask("what is known of devices cannot be written", handle -> {
            ResourceTable.write(handle, anew, rows);
            return rows;
        });
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            connection.close();
        } catch (SQLException e) {
            throw new StoreFailedException("the database did not close in order", e);
        }
    }

    private <T> T ask(String problem, HandleCallback<T, RuntimeException> question) {
        Connection used = connection;
        try {
            return Jdbi.create(used).inTransaction(question);
        } catch (JdbiException e) {
            openInsteadOf(used, e);
            throw new StoreFailedException(problem, e);
        }
    }

    private synchronized void openInsteadOf(Connection used, JdbiException failure) {
        if (closed || used != connection || !hasClosedItself(used, failure)) {
            return;
        }
        release(used, failure);
        try {
            connection = connect(file);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static boolean hasClosedItself(Connection used, JdbiException failure) {
        try {
            return used.isClosed() || DatabaseFile.isOfClosedDatabase(failure);
        } catch (SQLException e) {
            failure.addSuppressed(e);
            return true;
        }
    }

    private static void release(Connection connection, Throwable failure) {
        try {
            connection.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private static Connection connect(DatabaseFile file) throws IOException {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL(file.url());
        database.setUser(DatabaseFile.USER);
        database.setPassword(DatabaseFile.PASSWORD);
        try {
            return database.getConnection();
        } catch (SQLException e) {
            throw file.unusable(e);
        }
    }
}
