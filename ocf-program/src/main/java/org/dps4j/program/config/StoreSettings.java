package org.dps4j.program.config;

import java.nio.file.Path;
import java.util.Objects;

/** Where a program keeps what it must not forget. */
public sealed interface StoreSettings {

    /**
     * In an embedded database.
     *
     * @param path the database without its extension, {@code .mv.db}
     */
    record EmbeddedFile(Path path) implements StoreSettings {
        public EmbeddedFile {
            Objects.requireNonNull(path);
        }
    }

    /** The key {@code file}, a path or {@code memory}; {@code otherwise} is relative to the configuration. */
    static StoreSettings read(Section store, String otherwise) {
        String file = store.text("file", otherwise);
        return file.equals("memory") ? new Memory() : new EmbeddedFile(store.resolve(file));
    }

    /** In memory, gone at the end of the process; for tests. */
    record Memory() implements StoreSettings {}
}
