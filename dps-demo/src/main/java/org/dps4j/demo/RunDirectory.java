package org.dps4j.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.dps4j.demo.files.OwnerOnly;
import org.jspecify.annotations.Nullable;

/** The directory {@code .demo}, emptied at the start of a run and locked for as long as it lasts. */
final class RunDirectory implements AutoCloseable {

    private final Path root;
    private final FileChannel lockFile;

    private RunDirectory(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    static RunDirectory open(Path root) throws DemoFailure {
        try {
            OwnerOnly.createDirectories(root);
            FileChannel lockFile =
                    FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            RunDirectory directory = new RunDirectory(root, lockFile);
            if (!directory.lock()) {
                lockFile.close();
                throw new DemoFailure(
                        "another demo runs in " + root + "; end it, or name another place with --directory");
            }
            for (Path part : new Path[] {directory.service(), directory.device()}) {
                OwnerOnly.delete(part);
                OwnerOnly.createDirectories(part);
            }
            return directory;
        } catch (IOException e) {
            throw new DemoFailure("cannot write " + root + " (" + e + "); name another place with --directory", e);
        }
    }

    private boolean lock() throws IOException {
        try {
            @Nullable FileLock lock = lockFile.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path root() {
        return root;
    }

    Path service() {
        return root.resolve("service");
    }

    Path device() {
        return root.resolve("device");
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            // The lock ends with the process at the latest.
        }
    }
}
