package org.dps4j.service.store;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.program.store.DatabaseFile;
import org.dps4j.service.record.ProvisioningRecord;
import org.dps4j.service.record.RecordStore;
import org.dps4j.service.record.RecordStoreException;
import org.dps4j.service.record.RecordUpdate;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * Keeps records in an embedded H2 database, one file that only the owner of the process can read. A database that closed
 * itself, as it does when the disk is full, is opened again for the next request.
 */
public final class EmbeddedStore implements RecordStore {

    private static final String CLAIM = Script.text("claim_device_id.sql");
    private static final String FORGET_CLAIMS = Script.text("forget_claims.sql");

    private final DatabaseFile file;
    private volatile HikariDataSource connections;
    private boolean closed;

    private EmbeddedStore(DatabaseFile file, HikariDataSource connections) {
        this.file = file;
        this.connections = connections;
    }

    /**
     * Opens the database, making it if it is not there, and brings its tables up to date.
     *
     * @param path the database without its extension, {@code .mv.db}
     * @throws IOException whose message is one line naming the file and the remedy
     */
    public static EmbeddedStore open(Path path) throws IOException {
        return open(DatabaseFile.of("dps-service", path));
    }

    static EmbeddedStore open(DatabaseFile file) throws IOException {
        file.prepare();
        HikariDataSource connections = RecordPool.connect(file);
        try {
            bringUpToDate(file, connections);
            file.finish();
            return new EmbeddedStore(file, connections);
        } catch (IOException | RuntimeException | Error e) {
            connections.close();
            throw e;
        }
    }

    private static void bringUpToDate(DatabaseFile file, HikariDataSource connections) throws IOException {
        try {
            Flyway.configure()
                    .dataSource(connections)
                    .locations("classpath:" + Script.FOLDER)
                    .ignoreMigrationPatterns(new String[0])
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new IOException(
                    file + ": its tables are not those of this dps-service; was it written by a newer one?", e);
        }
    }

    @Override
    public void write(List<RecordUpdate> updates) {
        ask("written", handle -> {
            handle.useTransaction(transaction -> RecordWriter.write(transaction, updates));
            return updates;
        });
    }

    @Override
    public Optional<ProvisioningRecord> find(UUID recordId) {
        return ask("read", handle -> RecordReader.find(handle, recordId));
    }

    @Override
    public long count() {
        return ask(
                "counted",
                handle -> handle.createQuery("SELECT COUNT(*) FROM provisioning_record")
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public UUID claim(UUID deviceId, UUID recordId) {
        return ask(
                "claimed",
                handle -> handle.inTransaction(transaction -> {
                    int claimed = transaction
                            .createUpdate(CLAIM)
                            .bind("deviceId", deviceId)
                            .bind("recordId", recordId)
                            .execute();
                    if (claimed > 0) {
                        transaction
                                .createUpdate(FORGET_CLAIMS)
                                .bind("recordId", recordId)
                                .bind("kept", RecordUpdate.MAX_DEVICE_IDS)
                                .execute();
                    }
                    return transaction
                            .createQuery("SELECT record_id FROM device_id_claim WHERE device_id = :deviceId")
                            .bind("deviceId", deviceId)
                            .mapTo(UUID.class)
                            .one();
                }));
    }

    @Override
    public synchronized void close() {
        closed = true;
        connections.close();
    }

    private <T> T ask(String verb, HandleCallback<T, JdbiException> question) {
        HikariDataSource used = connections;
        try {
            return Jdbi.create(used).withHandle(question);
        } catch (JdbiException e) {
            openInsteadOf(used, e);
            throw new RecordStoreException("the records could not be " + verb, e);
        }
    }

    private synchronized void openInsteadOf(HikariDataSource used, JdbiException failure) {
        if (closed || used != connections || !(used.isClosed() || DatabaseFile.isOfClosedDatabase(failure))) {
            return;
        }
        used.close();
        try {
            connections = RecordPool.connect(file);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
