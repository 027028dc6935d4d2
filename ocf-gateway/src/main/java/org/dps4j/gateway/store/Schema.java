package org.dps4j.gateway.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jdbi.v3.core.Handle;

/** The versions of the tables: script n leads from version n-1 to n. */
final class Schema {

    private static final int VERSION = 1;

    private Schema() {}

    static void bringUpToDate(Handle handle) {
        handle.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)");
        int found = handle.createQuery("SELECT COALESCE(MAX(version), 0) FROM schema_version")
                .mapTo(Integer.class)
                .one();
        if (found > VERSION) {
            throw new IllegalStateException("expected tables of version " + VERSION + ", found " + found);
        }
        for (int version = found + 1; version <= VERSION; version++) {
            handle.createScript(script("V" + version + ".sql")).execute();
            handle.execute("INSERT INTO schema_version VALUES (?)", version);
        }
    }

    private static String script(String name) {
        try (InputStream script = Schema.class.getResourceAsStream(name)) {
            if (script == null) {
                throw new IllegalStateException("the program lacks " + name);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
