package org.dps4j.service.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.dps4j.service.record.ProvisioningRecord;
import org.dps4j.service.record.RecordStore;
import org.dps4j.service.record.RecordStoreException;
import org.dps4j.service.record.RecordUpdate;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/** Keeps records in an embedded H2 database, one file that only the owner of the process can read. */
public final class EmbeddedStore implements RecordStore {

    private static final String CLAIM = Script.text("claim_device_id.sql");
    private static final String FORGET_CLAIMS = Script.text("forget_claims.sql");

    private final HikariDataSource connections;
    private final Jdbi jdbi;

    private EmbeddedStore(HikariDataSource connections) {
        this.connections = connections;
        this.jdbi = Jdbi.create(connections);
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
        HikariDataSource connections = connect(path, file);
        try {
            Flyway.configure()
                    .dataSource(connections)
                    .locations("classpath:" + Script.FOLDER)
                    .load()
                    .migrate();
            return new EmbeddedStore(connections);
        } catch (FlywayException e) {
            connections.close();
            throw new IOException(
                    file + ": its tables cannot be brought up to date; was it written by a newer dps-service?", e);
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
    public void close() {
        connections.close();
    }

    private <T> T ask(String verb, HandleCallback<T, JdbiException> question) {
        try {
            return jdbi.withHandle(question);
        } catch (JdbiException e) {
            throw new RecordStoreException("the records could not be " + verb, e);
        }
    }

    private static HikariDataSource connect(Path path, Path file) throws IOException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:h2:file:" + path + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;WRITE_DELAY=0");
        config.setUsername("sa");
        config.setPassword("");
        config.setPoolName("records");
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(1);
        config.setInitializationFailTimeout(1);
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw new IOException(
                    file + ": cannot be opened; is another dps-service using it, or may it not be written?", e);
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
