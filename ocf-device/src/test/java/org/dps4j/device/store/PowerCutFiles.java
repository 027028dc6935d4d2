package org.dps4j.device.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Files in memory that forget at a power cut what was not synced: content and names each for itself. */
final class PowerCutFiles implements StoreFiles {

    /** What a cut leaves of what was not synced. A disk may have written any of it on its own. */
    enum Survives {
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

    /** There is this file, and has been for long. */
    void put(Path file, byte[] content) {
        Content there = new Content();
        there.seen = content.clone();
        there.synced = there.seen;
        names.put(file, there);
        syncedNames.put(file, there);
    }

    void cut(Survives what) {
        if (what == Survives.NOTHING || what == Survives.CONTENT) {
            names = new HashMap<>(syncedNames);
        }
        if (what == Survives.NOTHING || what == Survives.NAMES) {
            names.values().forEach(content -> content.seen = content.synced);
        }
    }

    @Override
    public void createDirectory(Path directory) {}

    @Override
    public void lock(Path directory) {}

    @Override
    public Optional<Set<PosixFilePermission>> permissions(Path path) {
        return Optional.empty();
    }

    @Override
    public void restrict(Path path, Set<PosixFilePermission> permissions) {}

    @Override
    public boolean exists(Path path) {
        return names.containsKey(path);
    }

    @Override
    public Optional<byte[]> read(Path file, int limit) {
        return Optional.ofNullable(names.get(file)).map(content -> content.seen.clone());
    }

    @Override
    public void writeNew(Path file, byte[] content) throws IOException {
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
        syncedNames = new HashMap<>(names);
    }

    @Override
    public void delete(Path file) {
        names.remove(file);
    }
}
