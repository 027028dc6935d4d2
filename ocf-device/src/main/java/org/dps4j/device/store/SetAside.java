package org.dps4j.device.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps files that cannot be read under names of their own, a few of them, and never one in place of another. */
final class SetAside {

    static final int MOST = 9;

    private final StoreFiles files;
    private final Path directory;

    SetAside(StoreFiles files, Path directory) {
        this.files = files;
        this.directory = directory;
    }

    /**
     * Renames {@code file} and returns its new name once that would survive a power cut, or nothing where {@link #MOST}
     * are kept already; then the file stays.
     */
    Optional<Path> keep(Path file) throws IOException {
        for (int number = 1; number <= MOST; number++) {
            Path kept = directory.resolve(file.getFileName() + ".unreadable-" + number);
            if (!files.exists(kept)) {
                files.rename(file, kept);
                files.syncDirectory(directory);
                return Optional.of(kept);
            }
        }
        return Optional.empty();
    }
}
