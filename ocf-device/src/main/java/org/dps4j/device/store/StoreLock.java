package org.dps4j.device.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dps4j.device.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * The right of one process to the state in a directory, kept in the file {@code device.lock} beside it. It ends with
 * {@link #close()} or with the process, however that ends; the file stays, and means nothing by itself.
 *
 * <p>Thread-safe; {@link #take} and {@link #close} do short work on the disk and must not be called on a loop.
 */
public final class StoreLock implements AutoCloseable {

    private static final int LONGEST_PID = 20;

    // Closing any channel of a file may end every lock this process has on it, so a second one must never be opened.
    // The locks are kept here because a channel that nobody refers to is closed.
    private static final Map<Path, StoreLock> HELD = new ConcurrentHashMap<>();

    private final Path file;
    private volatile @Nullable FileChannel channel;

    private StoreLock(Path file) {
        this.file = file;
    }

    /**
     * Takes the directory for this process; makes it if it is not there.
     *
     * @throws StoreException where another has it, with the number of its process, or where the file cannot be written
     */
    public static StoreLock take(Path directory) throws StoreException {
        try {
            new SystemFiles().createDirectory(directory);
            return takeFile(directory.toRealPath().resolve("device.lock"));
        } catch (IOException e) {
            throw new StoreException(
                    directory.toString(),
                    "a directory that can be locked",
                    e.getClass().getSimpleName() + " (" + e.getMessage() + ")",
                    "see to its rights and its disk",
                    e);
        }
    }

    private static StoreLock takeFile(Path file) throws IOException, StoreException {
        StoreLock lock = new StoreLock(file);
        if (HELD.putIfAbsent(file, lock) != null) {
            throw held(file, "this process (" + ProcessHandle.current().pid() + ")");
        }
        try {
            lock.open();
            return lock;
        } catch (IOException | StoreException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private void open() throws IOException, StoreException {
        FileChannel opened = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                SystemFiles.attributes(SystemFiles.FILE));
        channel = opened;
        if (opened.tryLock() == null) {
            throw held(file, "process " + holder(opened));
        }
        opened.truncate(0);
        opened.write(StandardCharsets.US_ASCII.encode(
                Long.toString(ProcessHandle.current().pid())));
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(LONGEST_PID);
        channel.read(content, 0);
        String pid = StandardCharsets.US_ASCII.decode(content.flip()).toString();
        return pid.matches("[0-9]+") ? pid : "of unknown number";
    }

    private static StoreException held(Path file, String holder) {
        return new StoreException(
                file.toString(),
                "no other device in this directory",
                "one in " + holder,
                "end that one first, or start this one in another directory");
    }

    /** Gives the directory back; a second call does nothing. */
    @Override
    public void close() {
        FileChannel open = channel;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD.remove(file, this);
        }
    }
}
