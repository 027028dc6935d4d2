package org.dps4j.testkit.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The corpus of one fuzz target: a directory named after the target's class, one file for each input.
 *
 * <p>A target is a class with {@code public static void fuzzerTestOneInput(byte[])}, which throws if the code under test
 * breaks its contract, and returns if it does not.
 *
 * @param directory where the files are; its name is the full name of the target's class
 */
public record FuzzCorpus(Path directory) {

    /** Every corpus below {@code root}, such as {@code src/test/fuzz} of a module, in the order of their names. */
    public static List<FuzzCorpus> below(Path root) throws IOException {
        try (Stream<Path> directories = Files.list(root)) {
            return directories
                    .filter(Files::isDirectory)
                    .sorted()
                    .map(FuzzCorpus::new)
                    .toList();
        }
    }

    /** The full name of the target's class. */
    public String target() {
        return directory.getFileName().toString();
    }

    /**
     * Hands every file to the target.
     *
     * @throws AssertionError if there is no file, or naming the first file with which the target threw
     */
    public void replay() throws IOException, ReflectiveOperationException {
        FuzzTarget target = FuzzTarget.named(target());
        List<Path> files;
        try (Stream<Path> listed = Files.list(directory)) {
            files = listed.sorted().toList();
        }
        if (files.isEmpty()) {
            throw new AssertionError(directory + ": expected files for " + target() + ", found none");
        }
        for (Path file : files) {
            try {
                target.run(Files.readAllBytes(file));
            } catch (Exception | Error failure) {
                throw new AssertionError(target() + " failed with " + file + ": " + failure, failure);
            }
        }
    }
}
