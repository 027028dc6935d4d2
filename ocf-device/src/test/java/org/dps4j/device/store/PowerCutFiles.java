package org.dps4j.device.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.dps4j.device.DeviceStore;
import org.dps4j.protocol.Bytes;

/**
 * A disk in memory that forgets at a power cut what was not synced: content and names each for itself. Not thread-safe:
 * give it a store that works on one thread.
 */
public final class PowerCutFiles implements StoreFiles {

    /** What a cut leaves of what was not synced. A disk may have written any of it on its own. */
    public enum Survives {
        NOTHING,
        NAMES,
        CONTENT,
        ALL
    }

    private static final class Content {
        private byte[] seen = {};
        private byte[] synced = {};
    }

    private Map<Path, Content> names = new HashMap<>();
    private Map<Path, Content> syncedNames = new HashMap<>();
    private Set<Path> directories = new HashSet<>();
    private Set<Path> syncedDirectories = new HashSet<>();

    /** There is this file, and has been for long. */
    void put(Path file, byte[] content) {
        Content there = new Content();
        there.seen = content.clone();
        there.synced = there.seen;
        names.put(file, there);
        syncedNames.put(file, there);
        createDirectory(parent(file));
        syncedDirectories.addAll(directories);
    }

    /** Another disk with the same files on it. */
    public PowerCutFiles copy() {
        PowerCutFiles copy = new PowerCutFiles();
        names.forEach((file, content) -> copy.put(file, content.seen));
        return copy;
    }

    /** A store on this disk, in whose way {@code faults} gets. */
    public DeviceStore store(Executor workers, StoreFaults faults) {
        return new FileDeviceStore(Path.of("new", "disk"), workers, UnreadableState.REFUSE, faults.over(this));
    }

    /** Every file that there is now, by its name. */
    public Map<String, Bytes> content() {
        return names.entrySet().stream()
                .collect(Collectors.toMap(
                        file -> String.valueOf(file.getKey().getFileName()),
                        file -> Bytes.copyOf(file.getValue().seen)));
    }

    /** The power goes, and comes again. */
    public void cut(Survives what) {
        if (what == Survives.NOTHING || what == Survives.CONTENT) {
            names = new HashMap<>(syncedNames);
            directories = new HashSet<>(syncedDirectories);
            names.keySet().removeIf(file -> !isThere(parent(file)));
        }
        if (what == Survives.NOTHING || what == Survives.NAMES) {
            names.values().forEach(content -> content.seen = content.synced);
        }
    }

    private static Path parent(Path path) {
        return path.toAbsolutePath().getParent();
    }

    /** What the disk of the machine has is there; what was made here, while that is there which it is in. */
    private boolean isThere(Path directory) {
        return Files.isDirectory(directory) || directories.contains(directory) && isThere(parent(directory));
    }

    @Override
    public void createDirectory(Path directory) {
        for (Path made = directory.toAbsolutePath(); !isThere(made); made = parent(made)) {
            directories.add(made);
            if (isThere(made)) {
                return;
            }
        }
    }

    @Override
    public void lock(Path directory) {}

    @Override
    public void unlock(Path directory) {}

    @Override
    public Optional<Set<PosixFilePermission>> permissions(Path path) {
        return Optional.empty();
    }

    @Override
    public void restrict(Path path, Set<PosixFilePermission> permissions) {}

    @Override
    public boolean exists(Path path) {
        return names.containsKey(path) || isThere(path.toAbsolutePath());
    }

    @Override
    public Optional<byte[]> read(Path file, int limit) {
        return Optional.ofNullable(names.get(file)).map(content -> content.seen.clone());
    }

    @Override
    public void writeNew(Path file, byte[] content) throws IOException {
        if (!isThere(parent(file))) {
            throw new NoSuchFileException(file.toString());
        }
        Content added = new Content();
        if (names.putIfAbsent(file, added) != null) {
            throw new FileAlreadyExistsException(file.toString());
        }
        added.seen = content.clone();
    }

    @Override
    public void sync(Path file) throws IOException {
        Content content = names.get(file);
        if (content == null) {
            throw new NoSuchFileException(file.toString());
        }
        content.synced = content.seen;
    }

    @Override
    public void rename(Path file, Path target) throws IOException {
        Content content = names.remove(file);
        if (content == null) {
            throw new NoSuchFileException(file.toString());
        }
        names.put(target, content);
    }

    @Override
    public void syncDirectory(Path directory) {
        Path synced = directory.toAbsolutePath();
        syncedNames.keySet().removeIf(file -> parent(file).equals(synced));
        names.keySet().stream()
                .filter(file -> parent(file).equals(synced))
                .forEach(file -> syncedNames.put(file, names.get(file)));
        directories.stream().filter(made -> parent(made).equals(synced)).forEach(syncedDirectories::add);
    }

    @Override
    public void delete(Path file) {
        names.remove(file);
    }
}
