package org.dps4j.device.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.dps4j.device.StoreException;

/**
 * The right of one store of one process to the state in a directory, kept in the file {@code device.lock} beside it. It ends
 * with the process, however that ends; the file stays, and means nothing by itself. Thread-safe.
 */
final class StoreLock {

    private static final int LONGEST_PID = 20;

    // Closing any channel of a file may end every lock this process has on it, so a second one must never be opened.
    // The channels are kept here because one that nobody refers to is closed.
    private static final Map<Path, Held> HELD = new ConcurrentHashMap<>();

    // Second ones that were opened all the same, since another class loader or another mount of the directory has the
    // lock.
    private static final Map<Path, FileChannel> REFUSED = new ConcurrentHashMap<>();

    /** A lock, and for whom in this process it is. */
    private record Held(FileChannel channel, Object owner) {}

    private StoreLock() {}

    /**
     * Takes the directory, which exists, for {@code owner}; does nothing where he has it already.
     *
     * @throws StoreException where another has it, in this process or in another, with the number of that
     * @throws IOException where the file cannot be made or locked
     */
    static void take(Path directory, Object owner) throws IOException, StoreException {
        Path file = directory.toRealPath().resolve("device.lock");
        try {
            Held held = HELD.computeIfAbsent(file, free -> new Held(lock(free), owner));
            if (held.owner() != owner) {
                throw new StoreException(
                        file.toString(),
                        "no other store in this directory",
                        "one of this process that is not closed",
                        "close that one first, or use another directory");
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (HeldByAnother e) {
            throw new StoreException(
                    file.toString(),
                    "no other device in this directory",
                    "one in " + e.getMessage(),
                    "end that one first, or start this one in another directory");
        }
    }

    /** Gives up what {@code owner} has. */
    static void release(Object owner) throws IOException {
        for (Map.Entry<Path, Held> entry : HELD.entrySet()) {
            if (entry.getValue().owner() == owner) {
                // the channel first: who came in between would otherwise open a second one of the same file
                entry.getValue().channel().close();
                HELD.remove(entry.getKey());
            }
        }
    }

    private static FileChannel lock(Path file) {
        try {
            FileChannel refused = REFUSED.remove(file);
            FileChannel channel = refused == null ? open(file) : refused;
            Optional<String> holder;
            try {
                holder = holder(channel);
            } catch (OverlappingFileLockException e) {
                REFUSED.put(file, channel);
                throw new HeldByAnother("this process, by another class loader or another name of the directory");
            } catch (IOException e) {
                channel.close();
                throw e;
            }
            if (holder.isPresent()) {
                channel.close();
                throw new HeldByAnother(holder.get());
            }
            sign(channel);
            return channel;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                SystemFiles.attributes(SystemFiles.FILE));
    }

    private static Optional<String> holder(FileChannel channel) throws IOException {
        if (channel.tryLock() != null) {
            return Optional.empty();
        }
        ByteBuffer content = ByteBuffer.allocate(LONGEST_PID);
        channel.read(content, 0);
        String pid = StandardCharsets.US_ASCII.decode(content.flip()).toString();
        return Optional.of("process " + (pid.matches("[0-9]+") ? pid : "of unknown number"));
    }

    private static void sign(FileChannel channel) {
        try {
            channel.truncate(0);
            channel.write(StandardCharsets.US_ASCII.encode(
                    Long.toString(ProcessHandle.current().pid())));
        } catch (IOException e) {
            // The lock holds without the number, and a device must start on a full disk.
        }
    }

    private static final class HeldByAnother extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private HeldByAnother(String holder) {
            super(holder);
        }
    }
}
