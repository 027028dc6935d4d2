package org.dps4j.demo.process;

import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The copy of what a child says in a file: ends with the first line that cannot be written, and says so when it is closed. */
final class Transcript implements Closeable {

    private final Writer out;
    private @Nullable IOException failure;

    private Transcript(Writer out) {
        this.out = out;
    }

    static Transcript addedTo(Path file) throws IOException {
        return new Transcript(Files.newBufferedWriter(
                file, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    }

    void add(String line) {
        if (failure != null) {
            return;
        }
        try {
            out.write(line + "\n");
            out.flush();
        } catch (IOException e) {
            failure = e;
        }
    }

    @Override
    public void close() throws IOException {
        try (out) {
            if (failure != null) {
                throw failure;
            }
        }
    }
}
