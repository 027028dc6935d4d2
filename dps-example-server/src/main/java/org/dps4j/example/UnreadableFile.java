package org.dps4j.example;

import java.nio.file.Path;

/** A file that the device needs cannot be read. */
final class UnreadableFile extends StartFailure {

    private static final long serialVersionUID = 1L;

    private final String found;
    private final String remedy;

    UnreadableFile(Path path, String found, String remedy, Throwable cause) {
        super("ERROR: unable to read " + path + ": " + found + "; " + remedy, cause);
        this.found = found;
        this.remedy = remedy;
    }

    String found() {
        return found;
    }

    String remedy() {
        return remedy;
    }
}
