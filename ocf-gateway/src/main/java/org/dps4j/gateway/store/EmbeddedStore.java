package org.dps4j.gateway.store;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.dps4j.gateway.account.Registrations;
import org.dps4j.gateway.account.StoreFailedException;
import org.dps4j.gateway.shadow.DeviceShadow;
import org.dps4j.gateway.shadow.ResourceRow;
import org.dps4j.program.store.DatabaseFile;
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
        DatabaseFile file = DatabaseFile.of("ocf-gateway", path);
        file.prepare();
        EmbeddedStore store = new EmbeddedStore(connect(file));
        try {
            store.jdbi.useTransaction(Schema::bringUpToDate);
            file.finish();
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
