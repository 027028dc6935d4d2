package org.dps4j.program.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds secrets that others on this machine can read. */
public final class SecretFiles {

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private SecretFiles() {}

    /** One line for each file whose rights are wider than 0600, naming it; files that are not there are skipped. */
    public static List<String> warnings(Collection<Path> files) {
        return files.stream()
                .map(SecretFiles::warning)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> warning(Path file) {
        try {
            Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
            return OWNER_ONLY.containsAll(rights)
                    ? Optional.empty()
                    : Optional.of(file + " holds a secret and has rights " + PosixFilePermissions.toString(rights)
                            + "; narrow them with chmod 600");
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }
}
