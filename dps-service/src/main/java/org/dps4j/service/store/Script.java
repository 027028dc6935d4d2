package org.dps4j.service.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** SQL that stands in a file of its own beside the migrations. */
final class Script {

    static final String FOLDER = "org/dps4j/service/store/h2/";

    private Script() {}

    static String text(String name) {
        try (InputStream script = Script.class.getClassLoader().getResourceAsStream(FOLDER + name)) {
            if (script == null) {
                throw new IllegalStateException("not on the class path: " + FOLDER + name);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
