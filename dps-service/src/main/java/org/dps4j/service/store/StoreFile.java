package org.dps4j.service.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The file of an embedded database: made for its owner only, and the way to it.
 *
 * @param fileSystem by which H2 reaches it; {@code file} but in tests
 * @param path the database without its extension
 */
record StoreFile(String fileSystem, Path path) {

    /** Makes the file and its directory if they are not there. */
    void prepare() throws IOException {
        Path file = file();
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

    /** Connects; fails at once and in one line that names file and remedy. */
    HikariDataSource connect() throws IOException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(
                "jdbc:h2:" + fileSystem + ":" + path + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;WRITE_DELAY=0");
        config.setUsername("sa");
        config.setPassword("");
        config.setPoolName("records");
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(1);
        config.setInitializationFailTimeout(1);
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw new IOException(file() + ": " + remedy(errorCode(e)), e);
        }
    }

    /** Whether this comes from a database that closed itself. */
    static boolean isOfClosedDatabase(Throwable failure) {
        return errorCode(failure) == ErrorCode.DATABASE_IS_CLOSED;
    }

    @Override
    public String toString() {
        return file().toString();
    }

    private Path file() {
        return path.resolveSibling(path.getFileName() + ".mv.db");
    }

    private static String remedy(int errorCode) {
        return switch (errorCode) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 -> "cannot be opened; is another dps-service using it?";
            case ErrorCode.FILE_CORRUPTED_1, ErrorCode.FILE_VERSION_ERROR_1 ->
                "cannot be opened, it is damaged; put a copy back, or move it aside to begin without records";
            default -> "cannot be opened; may it be read and written, and is it a database of dps-service?";
        };
    }

    private static int errorCode(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getErrorCode() != 0) {
                return sql.getErrorCode();
            }
        }
        return 0;
    }
}
