package org.dps4j.gateway.config;

import java.nio.file.Path;
import java.util.Objects;

/** Where registrations, links and representations are kept. */
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

    /** In memory, gone at the end of the process; for tests. */
    record Memory() implements StoreSettings {}
}
