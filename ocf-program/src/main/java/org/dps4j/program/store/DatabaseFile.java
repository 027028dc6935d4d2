package org.dps4j.program.store;

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
 * @param program whose it is, in messages
 * @param fileSystem by which H2 reaches it; {@code file} but in tests
 * @param path the database without its extension
 */
public record DatabaseFile(String program, String fileSystem, Path path) {

    public static final String USER = "sa";
    public static final String PASSWORD = "";

    /** The file of {@code program} at {@code path}, without the extension {@code .mv.db}. */
    public static DatabaseFile of(String program, Path path) {
        return new DatabaseFile(program, "file", path);
    }

    /** Makes the file and its directory if they are not there. */
    public void prepare() throws IOException {
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

    /** Where H2 finds it. A transaction is on disk when it returns. */
    public String url() {
        return "jdbc:h2:" + fileSystem + ":" + path + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;WRITE_DELAY=0";
    }

    /** Why it could not be opened, in one line that names file and remedy. */
    public IOException unusable(Throwable failure) {
        return new IOException(file() + ": " + remedy(errorCode(failure)), failure);
    }

    /** Whether this comes from a database that closed itself. */
    public static boolean isOfClosedDatabase(Throwable failure) {
        return errorCode(failure) == ErrorCode.DATABASE_IS_CLOSED;
    }

    @Override
    public String toString() {
        return file().toString();
    }

    private Path file() {
        return path.resolveSibling(path.getFileName() + ".mv.db");
    }

    private String remedy(int errorCode) {
        return switch (errorCode) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 -> "cannot be opened; is another " + program + " using it?";
            case ErrorCode.FILE_CORRUPTED_1, ErrorCode.FILE_VERSION_ERROR_1 ->
                "cannot be opened, it is damaged; put a copy back, or move it aside to begin without it";
            default -> "cannot be opened; may it be read and written, and is it a database of " + program + "?";
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
