package org.dps4j.program.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

    /**
     * Makes the file and its directory if they are not there. What is there is read once from end to end and left as it
     * is; while {@link #finish()} was not called after it was made, it is begun anew.
     *
     * @throws IOException in one line that names file and remedy, if it cannot be made or is damaged
     */
    public void prepare() throws IOException {
        if (Files.exists(location()) && !Files.exists(unfinished())) {
            DatabaseInspection.check(this);
            return;
        }
        try {
            Path directory = location().toAbsolutePath().getParent();
            if (directory != null && !Files.isDirectory(directory)) {
                Files.createDirectories(
                        directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            make(unfinished());
            make(location());
        } catch (IOException | UnsupportedOperationException e) {
            throw new IOException(location() + ": cannot be made; may its directory be written?", e);
        }
        beginAnew();
    }

    /** Its tables are made: without them it is refused from now on. */
    public void finish() throws IOException {
        Files.deleteIfExists(unfinished());
    }

    /** Where H2 finds it. A transaction is on disk when it returns. */
    public String url() {
        return "jdbc:h2:" + fileSystem + ":" + path + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;WRITE_DELAY=0";
    }

    /** Why it could not be opened, in one line that names file and remedy. */
    public IOException unusable(Throwable failure) {
        return new IOException(location() + ": " + remedy(errorCode(failure)), failure);
    }

    /** Why it is not opened although H2 would open it. */
    IOException damaged() {
        return new IOException(location() + ": " + remedy(ErrorCode.FILE_CORRUPTED_1));
    }

    /** Whether this comes from a database that closed itself. */
    public static boolean isOfClosedDatabase(Throwable failure) {
        return errorCode(failure) == ErrorCode.DATABASE_IS_CLOSED;
    }

    @Override
    public String toString() {
        return location().toString();
    }

    Path location() {
        return path.resolveSibling(path.getFileName() + ".mv.db");
    }

    /** There as long as the tables are not: a process that was killed meanwhile leaves nothing worth keeping. */
    private Path unfinished() {
        return path.resolveSibling(path.getFileName() + ".unfinished");
    }

    private static void make(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    private void beginAnew() throws IOException {
        try (FileChannel channel = FileChannel.open(location(), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw new IOException(location() + ": " + remedy(ErrorCode.DATABASE_ALREADY_OPEN_1));
            }
            channel.truncate(0);
        } catch (OverlappingFileLockException ofThisProcess) {
            throw new IOException(location() + ": " + remedy(ErrorCode.DATABASE_ALREADY_OPEN_1), ofThisProcess);
        }
    }

    private String remedy(int errorCode) {
        return switch (errorCode) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 -> "cannot be opened; is another " + program + " using it?";
            case ErrorCode.FILE_CORRUPTED_1, ErrorCode.FILE_VERSION_ERROR_1, ErrorCode.GENERAL_ERROR_1 ->
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
