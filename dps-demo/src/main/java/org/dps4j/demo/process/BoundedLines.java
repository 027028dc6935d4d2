package org.dps4j.demo.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Reads lines of which none takes more memory than a bound; what is longer is cut. */
final class BoundedLines {

    static final int LONGEST = 4_096;

    private final BufferedReader in;

    BoundedLines(Reader in) {
        this.in = new BufferedReader(in);
    }

    /** The next line without its end; null at the end of the text. */
    @Nullable
    String next() throws IOException {
        StringBuilder line = new StringBuilder();
        int read = in.read();
        if (read < 0) {
            return null;
        }
        while (read >= 0 && read != '\n') {
            if (line.length() < LONGEST && read != '\r') {
                line.append((char) read);
            }
            read = in.read();
        }
        return line.toString();
    }
}
