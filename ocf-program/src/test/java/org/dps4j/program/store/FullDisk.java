package org.dps4j.program.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** A disk, as H2 sees it, on which nothing can be written while it has no room for another write. */
public final class FullDisk extends FilePathWrapper {

    private static final String NAME = "fulldisk";
    private static final AtomicLong ROOM = new AtomicLong(Long.MAX_VALUE);

    /** The file of {@code program} at {@code path} on this disk, without the extension {@code .mv.db}. */
    public static DatabaseFile file(String program, Path path) {
        FilePath.register(new FullDisk());
        return new DatabaseFile(program, NAME, path);
    }

    /** The disk is full after so many writes more. */
    public static void leaveRoomFor(long writes) {
        ROOM.set(writes);
    }

    /** There is room for everything. */
    public static void clear() {
        ROOM.set(Long.MAX_VALUE);
    }

    @Override
    public String getScheme() {
        return NAME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Channel(super.open(mode));
    }

    private static final class Channel extends FileBase {

        private final FileChannel file;

        private Channel(FileChannel file) {
            this.file = file;
        }

        private static void needRoom() throws IOException {
            if (ROOM.decrementAndGet() < 0) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            return file.read(into);
        }

        @Override
        public synchronized int read(ByteBuffer into, long position) throws IOException {
            return file.read(into, position);
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            needRoom();
            return file.write(from);
        }

        @Override
        public synchronized int write(ByteBuffer from, long position) throws IOException {
            needRoom();
            return file.write(from, position);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
