package org.dps4j.device.store;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.dps4j.device.DeviceState;
import org.dps4j.device.DeviceStore;
import org.dps4j.device.StoreException;
import org.dps4j.device.UnreadableStateException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a device's state in the file {@code device.cbor} of a directory of its own. A save writes a new file, syncs it,
 * renames it over the old one and syncs the directory: a kill or a power cut at any moment leaves the old state or the
 * new one. The file is readable by its owner only (0600), and so is a directory that the store makes (0700).
 *
 * <p>The first call takes the directory for this store, by the file {@code device.lock}, until it is closed or the process
 * ends, however that ends; every call of another store there then fails and names this one, be it in this process or in
 * another.
 *
 * <p>Thread-safe; the work is done on the executor, which must not be a loop.
 */
public final class FileDeviceStore implements DeviceStore, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FileDeviceStore.class);

    private final Path directory;
    private final Path file;
    private final Path unfinished;
    private final Executor workers;
    private final UnreadableState unreadable;
    private final StoreFiles files;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** The calls that are not done, and one more until the store is closed; at 0 the directory is given up. */
    private final AtomicInteger users = new AtomicInteger(1);

    /**
     * A store that refuses a file that is no state it can read, and leaves it as it is.
     *
     * @param directory where the file lives; made at the first call if it is not there
     * @param workers where the work is done, such as {@code org.dps4j.loop.Workers}
     */
    public FileDeviceStore(Path directory, Executor workers) {
        this(directory, workers, UnreadableState.REFUSE);
    }

    /**
     * A store in {@code directory} that does with an unreadable file as it is told. One that is set aside is named
     * {@code device.cbor.unreadable-1} to {@code -9}; with nine of them there already, the tenth is refused.
     */
    public FileDeviceStore(Path directory, Executor workers, UnreadableState unreadable) {
        this(directory, workers, unreadable, new SystemFiles());
    }

    FileDeviceStore(Path directory, Executor workers, UnreadableState unreadable, StoreFiles files) {
        this.directory = directory;
        this.file = directory.resolve("device.cbor");
        this.unfinished = directory.resolve("device.cbor.new");
        this.workers = workers;
        this.unreadable = unreadable;
        this.files = files;
    }

    @Override
    public CompletionStage<Optional<DeviceState>> load() {
        return work(this::read);
    }

    @Override
    public CompletionStage<Void> save(DeviceState state) {
        return work(() -> {
            write(state);
            return null;
        });
    }

    /** Gives the directory up once the calls before are done; those after fail. Closing twice is fine. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            leave();
        }
    }

    private boolean enter() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    private void leave() {
        if (users.decrementAndGet() == 0) {
            try {
                files.unlock(directory);
            } catch (IOException e) {
                LOG.warn("{} is not given up before the process ends: {}", directory, describe(e));
            }
        }
    }

    private Optional<DeviceState> read() throws StoreException {
        try {
            makeDirectory();
            files.lock(directory);
            files.delete(unfinished);
            Optional<byte[]> content = files.read(file, StateFile.LARGEST + 1);
            warnAboutDirectory();
            if (content.isEmpty()) {
                syncNamesAbove();
                return Optional.empty();
            }
            // a killed process may have renamed it and no more, and nobody may act on what a power cut takes back
            files.syncDirectory(directory);
            tightenFile();
            return read(content.get());
        } catch (IOException e) {
            throw new StoreException(
                    file.toString(), "a file that can be read", describe(e), "see to its rights and its disk", e);
        }
    }

    /** Makes what is missing from above; each name is synced before anything is put below it. */
    private void makeDirectory() throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path at = directory.toAbsolutePath(); at != null && !files.exists(at); at = at.getParent()) {
            missing.push(at);
        }
        for (Path made : missing) {
            files.createDirectory(made);
            files.syncDirectory(Objects.requireNonNull(made.getParent(), "a root is there"));
        }
        files.createDirectory(directory);
    }

    /** Ends what a process left that was killed while it made the directory. */
    private void syncNamesAbove() {
        for (Path at = directory.toAbsolutePath().getParent(); at != null; at = at.getParent()) {
            try {
                files.syncDirectory(at);
            } catch (IOException e) {
                LOG.debug("{} cannot be synced, and has been there for long: {}", at, describe(e));
            }
        }
    }

    private Optional<DeviceState> read(byte[] content) throws IOException, StoreException {
        try {
            return Optional.of(decode(content));
        } catch (UnreadableStateException e) {
            if (unreadable == UnreadableState.REFUSE) {
                throw e;
            }
            setAside(e);
            return Optional.empty();
        }
    }

    private void setAside(UnreadableStateException why) throws IOException, StoreException {
        Optional<Path> kept = new SetAside(files, directory).keep(file);
        if (kept.isEmpty()) {
            throw new StoreException(
                    file.toString(),
                    "at most " + SetAside.MOST + " files that were set aside before it",
                    "as many, and that it cannot be read either (" + why.reason() + ")",
                    "see what damages it, and delete those beside it",
                    why);
        }
        LOG.warn(
                "{} cannot be read ({}) and is kept as {}, which may hold keys; the device begins as a new one",
                file,
                why.reason(),
                kept.get());
    }

    private DeviceState decode(byte[] content) throws UnreadableStateException {
        if (content.length > StateFile.LARGEST) {
            throw new UnreadableStateException(
                    file.toString(),
                    "at most " + StateFile.LARGEST + " bytes",
                    "more",
                    "it is no device state; put the right file back, or move it away to start as a new device");
        }
        return StateFile.decode(file.toString(), content);
    }

    private void write(DeviceState state) throws StoreException {
        byte[] content = StateFile.encode(state);
        requireReadable(content);
        try {
            makeDirectory();
            files.lock(directory);
            files.delete(unfinished);
            files.writeNew(unfinished, content);
            files.sync(unfinished);
            files.rename(unfinished, file);
            files.syncDirectory(directory);
        } catch (IOException e) {
            throw new StoreException(
                    file.toString(),
                    "a file that can be replaced",
                    describe(e),
                    "see to the room on its disk and to the rights of its directory",
                    e);
        }
    }

    // the reader has limits of its own, and a device must never find a state that it cannot start with
    private void requireReadable(byte[] content) throws StoreException {
        try {
            decode(content);
        } catch (UnreadableStateException e) {
            throw new StoreException(
                    file.toString(),
                    "a state that can be read back",
                    content.length + " bytes that cannot",
                    "nothing was written; the state before it stays",
                    e);
        }
    }

    private void tightenFile() throws IOException {
        Optional<Set<PosixFilePermission>> found = files.permissions(file);
        if (found.isPresent() && !SystemFiles.FILE.containsAll(found.get())) {
            LOG.warn(
                    "{} had the rights {} and holds private keys; now it has {}",
                    file,
                    PosixFilePermissions.toString(found.get()),
                    PosixFilePermissions.toString(SystemFiles.FILE));
            files.restrict(file, SystemFiles.FILE);
        }
    }

    private void warnAboutDirectory() throws IOException {
        Optional<Set<PosixFilePermission>> found = files.permissions(directory);
        if (found.isPresent() && !SystemFiles.DIRECTORY.containsAll(found.get())) {
            LOG.warn(
                    "directory {} holds private keys and has the rights {}; it should have {} (chmod 700)",
                    directory,
                    PosixFilePermissions.toString(found.get()),
                    PosixFilePermissions.toString(SystemFiles.DIRECTORY));
        }
    }

    private interface Task<T> {
        @Nullable
        T run() throws StoreException;
    }

    private <T> CompletionStage<T> work(Task<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        if (closed.get() || !enter()) {
            done.completeExceptionally(new StoreException(
                    file.toString(), "a store that is open", "one that was closed", "open another one"));
            return done;
        }
        try {
            workers.execute(() -> run(task, done));
        } catch (RejectedExecutionException e) {
            leave();
            done.completeExceptionally(new StoreException(
                    file.toString(), "a worker with room", "none", "try again, or give the store more workers", e));
        }
        return done;
    }

    /** Who hears that it is done may close the store and open another one at once, so it leaves before. */
    private <T> void run(Task<T> task, CompletableFuture<T> done) {
        @Nullable T value;
        try {
            value = task.run();
        } catch (StoreException | RuntimeException | Error e) {
            leave();
            done.completeExceptionally(e);
            return;
        }
        leave();
        done.complete(value);
    }

    private static String describe(IOException e) {
        return e.getClass().getSimpleName() + " (" + e.getMessage() + ")";
    }
}
