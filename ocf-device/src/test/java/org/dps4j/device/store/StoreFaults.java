package org.dps4j.device.store;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.dps4j.device.StoreException;

/**
 * A real file store in whose way something gets at one of its system calls, counted from 1. Calls that only look at rights
 * count too. Not thread-safe: give it a store that works on one thread.
 */
public final class StoreFaults {

    private enum Kind {
        /** The process ends in the middle of the call: this and every later call does no more than half its work. */
        STOP,
        /** The call fails and does nothing; the later ones work. */
        FAIL,
        /** There is no room: this and every later call does no more than half its work, until there is room again. */
        FULL
    }

    /** The process would not run any more. */
    public static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Kind kind;
    private final int at;
    private int calls;
    private boolean room;

    private StoreFaults(Kind kind, int at) {
        this.kind = kind;
        this.at = at;
    }

    /** The process is killed in the call with this number. */
    public static StoreFaults stoppingAt(int call) {
        return new StoreFaults(Kind.STOP, call);
    }

    /** The call with this number fails. */
    public static StoreFaults failingAt(int call) {
        return new StoreFaults(Kind.FAIL, call);
    }

    /** The disk is full from the call with this number on, until {@link #makeRoom}. */
    public static StoreFaults fullFrom(int call) {
        return new StoreFaults(Kind.FULL, call);
    }

    /** Nothing happens; for counting. */
    public static StoreFaults none() {
        return new StoreFaults(Kind.FAIL, Integer.MAX_VALUE);
    }

    /** From now on there is room on the disk. */
    public void makeRoom() {
        room = true;
    }

    /** Whether the fault got in the way of anything so far. */
    public boolean struck() {
        return calls >= at;
    }

    /** How many system calls were made. */
    public int calls() {
        return calls;
    }

    StoreFiles over(StoreFiles files) {
        return new Faulty(files);
    }

    /** Counts the call and fails it when it is its turn. */
    private void call() throws IOException {
        calls++;
        if (kind == Kind.STOP && calls >= at) {
            throw new Stopped();
        }
        if (kind == Kind.FAIL && calls == at || kind == Kind.FULL && calls >= at && !room) {
            throw new IOException("No space left on device");
        }
    }

    private final class Faulty implements StoreFiles {

        private final StoreFiles files;

        private Faulty(StoreFiles files) {
            this.files = files;
        }

        @Override
        public void createDirectory(Path directory) throws IOException {
            call();
            files.createDirectory(directory);
        }

        @Override
        public void lock(Path directory) throws IOException, StoreException {
            call();
            files.lock(directory);
        }

        @Override
        public void unlock(Path directory) throws IOException {
            files.unlock(directory);
        }

        @Override
        public Optional<Set<PosixFilePermission>> permissions(Path path) throws IOException {
            call();
            return files.permissions(path);
        }

        @Override
        public void restrict(Path path, Set<PosixFilePermission> permissions) throws IOException {
            call();
            files.restrict(path, permissions);
        }

        @Override
        public boolean exists(Path path) throws IOException {
            call();
            return files.exists(path);
        }

        @Override
        public Optional<byte[]> read(Path file, int limit) throws IOException {
            call();
            return files.read(file, limit);
        }

        @Override
        public void writeNew(Path file, byte[] content) throws IOException {
            if (kind == Kind.STOP && calls + 1 == at || kind == Kind.FULL && calls + 1 >= at && !room) {
                files.writeNew(file, Arrays.copyOf(content, content.length / 2));
            }
            call();
            files.writeNew(file, content);
        }

        @Override
        public void sync(Path file) throws IOException {
            call();
            files.sync(file);
        }

        @Override
        public void rename(Path file, Path target) throws IOException {
            call();
            files.rename(file, target);
        }

        @Override
        public void syncDirectory(Path directory) throws IOException {
            call();
            files.syncDirectory(directory);
        }

        @Override
        public void delete(Path file) throws IOException {
            call();
            files.delete(file);
        }
    }
}
