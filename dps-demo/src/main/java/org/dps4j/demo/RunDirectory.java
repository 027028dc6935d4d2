package org.dps4j.demo;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.dps4j.demo.files.OwnerOnly;
import org.jspecify.annotations.Nullable;

/** The directory {@code .demo}, emptied at the start of a run and locked for as long as it lasts. */
final class RunDirectory implements AutoCloseable {

    private static final String ENDPOINT = "service.endpoint";

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
            for (Path part :
                    new Path[] {directory.service(), directory.cloud(), directory.device(), directory.more()}) {
                OwnerOnly.delete(part);
                OwnerOnly.createDirectories(part);
            }
            for (String old : new String[] {"service.log", "cloud.log", "device.log", ENDPOINT}) {
                Files.deleteIfExists(root.resolve(old));
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

    Path cloud() {
        return root.resolve("cloud");
    }

    Path device() {
        return root.resolve("device");
    }

    /** Where more devices keep what they know. */
    Path more() {
        return root.resolve("devices");
    }

    /** Tells those who start more devices where the service listens. */
    void publish(String endpoint) throws DemoFailure {
        try {
            OwnerOnly.write(root.resolve(ENDPOINT), endpoint);
        } catch (IOException e) {
            throw new DemoFailure("cannot write " + root.resolve(ENDPOINT) + " (" + e + ")", e);
        }
    }

    /** Where the service of the demo that runs in {@code root} listens. */
    static String endpointOf(Path root) throws DemoFailure {
        try (FileChannel lockFile = FileChannel.open(root.resolve("lock"), StandardOpenOption.WRITE)) {
            if (!new RunDirectory(root, lockFile).lock()) {
                return Files.readString(root.resolve(ENDPOINT));
            }
        } catch (IOException e) {
            throw new DemoFailure(nothingRuns(root), e);
        }
        throw new DemoFailure(nothingRuns(root));
    }

    private static String nothingRuns(Path root) {
        return "no demo runs in " + root + "; start one with ./demo in another terminal";
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
